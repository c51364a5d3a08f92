let a = (~p).x; (~p)[i].y.len(); p->next->value; (~p).into_bytes();
