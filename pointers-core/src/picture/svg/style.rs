//! What classes of things look like, and patterns: every kind of block is told from the others in grey, too.

use super::super::palette::painted;

/// The style of a picture.
#[inline]
pub(crate) fn sheet() -> String {
    format!("{FONTS}{}", painted(RULES))
}

const FONTS: &str = "\
text{font:12px ui-monospace,\"SF Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace}\
.s{font-family:system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif}\
.h1{font-size:18px;font-weight:600}.h2{font-size:14px;font-weight:600}\
.sm{font-size:11px}.b{font-weight:700}.i{font-style:italic}";

const RULES: &str = "\
.bg{fill:$ground}text{fill:$text}.m{fill:$grey}.tl{fill:$link}.ts{fill:$stale}\
.tk{fill:$leak}.tc{fill:$ofc}\
.box{fill:$inside;stroke:$edge;stroke-width:1.25}.hd{fill:$head;stroke:$edge;stroke-width:1.25}\
.ln{stroke:$edge;stroke-width:1;fill:none}.rule{stroke:$hair;stroke-width:1;fill:none}\
.hp{stroke:$hatch;stroke-width:1;fill:none}\
.bfr{fill:$ground;stroke:$stale;stroke-width:1.5;stroke-dasharray:5 3}\
.xp{stroke:$stale;stroke-width:1;fill:none;opacity:.55}\
.blk{fill:none;stroke:$leak;stroke-width:1.5}.hlk{fill:$lostbar;stroke:$leak;stroke-width:1.25}\
.bc{fill:$inside;stroke:$ofc;stroke-width:1.75}\
.a{fill:none;stroke:$link;stroke-width:1.5}.am{fill:$link}\
.as{fill:none;stroke:$stale;stroke-width:1.5;stroke-dasharray:5 3}.asm{fill:none;stroke:$stale;stroke-width:2}\
.ac{fill:none;stroke:$ofc;stroke-width:1.5}.acm{fill:$ofc}\
.dot{fill:$link}.dots{fill:$ground;stroke:$stale;stroke-width:1.5}\
.plate{fill:$ground}.pb{fill:$inside}.bw{fill:$link}\
.bar{fill:$plainbar;stroke:$link;stroke-width:1}.bark{fill:$lostbar;stroke:$leak;stroke-width:1.25}\
.area{fill:$plainbar}.areal{fill:none;stroke:$link;stroke-width:1.5}\
.tick{stroke:$link;stroke-width:3}.hl{fill:none;stroke:$link;stroke-width:3}";

/// Patterns and arrow heads, whose ids begin so.
#[inline]
pub(crate) fn definitions(prefix: &str) -> String {
    format!(
        "<defs>\
         <pattern id=\"{prefix}un\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"hp\" d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\"/></pattern>\
         <pattern id=\"{prefix}fr\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"xp\" d=\"M2 2L7 7M7 2L2 7\"/></pattern>\
         <marker id=\"{prefix}ar\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path class=\"am\" d=\"M0 0.5L8 4L0 7.5z\"/></marker>\
         <marker id=\"{prefix}ac\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"acm\" d=\"M0 0.5L8 4L0 7.5z\"/></marker>\
         <marker id=\"{prefix}st\" viewBox=\"0 0 12 12\" refX=\"8\" refY=\"6\" markerWidth=\"12\" markerHeight=\"12\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"asm\" d=\"M2 2L10 10M10 2L2 10\"/></marker>\
         </defs>"
    )
}
