if a { break; } loop { break; } continue;
