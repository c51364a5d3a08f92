//! Colours and patterns. Every text has a contrast of at least 4.7 on each ground that it stands on, in light and in dark;
//! every kind of block is told from the others in grey, too.

/// What has a colour.
struct Palette {
    ground: &'static str,
    text: &'static str,
    grey: &'static str,
    link: &'static str,
    stale: &'static str,
    leak: &'static str,
    of_c: &'static str,
    inside: &'static str,
    head: &'static str,
    edge: &'static str,
    hair: &'static str,
    hatch: &'static str,
    bar: &'static str,
    leaked_bar: &'static str,
}

const LIGHT: Palette = Palette {
    ground: "#ffffff",
    text: "#1f2328",
    grey: "#57606a",
    link: "#0b5cad",
    stale: "#b42318",
    leak: "#8a4600",
    of_c: "#0b6655",
    inside: "#f6f8fa",
    head: "#e4e9ef",
    edge: "#57606a",
    hair: "#d0d7de",
    hatch: "#818a94",
    bar: "#cfe0f5",
    leaked_bar: "#f4dfc0",
};

const DARK: Palette = Palette {
    ground: "#14171c",
    text: "#e6e9ee",
    grey: "#a8b2be",
    link: "#7ab8ff",
    stale: "#ff9b8f",
    leak: "#f0b45e",
    of_c: "#63d4bf",
    inside: "#1d2229",
    head: "#2b323c",
    edge: "#8b95a1",
    hair: "#343c46",
    hatch: "#6b7580",
    bar: "#26405f",
    leaked_bar: "#4d3a1a",
};

/// The style of a picture.
pub(crate) fn sheet() -> String {
    format!(
        "{FONTS}{}@media (prefers-color-scheme:dark){{{}}}",
        LIGHT.rules(),
        DARK.rules()
    )
}

const FONTS: &str = "\
text{font:12px ui-monospace,\"SF Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace}\
.s{font-family:system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif}\
.h1{font-size:18px;font-weight:600}.h2{font-size:14px;font-weight:600}\
.sm{font-size:11px}.b{font-weight:700}.i{font-style:italic}";

impl Palette {
    fn rules(&self) -> String {
        let Palette {
            ground,
            text,
            grey,
            link,
            stale,
            leak,
            of_c,
            inside,
            head,
            edge,
            hair,
            hatch,
            bar,
            leaked_bar,
        } = self;
        format!(
            ".bg{{fill:{ground}}}text{{fill:{text}}}.m{{fill:{grey}}}.tl{{fill:{link}}}.ts{{fill:{stale}}}\
             .tk{{fill:{leak}}}.tc{{fill:{of_c}}}\
             .box{{fill:{inside};stroke:{edge};stroke-width:1.25}}.hd{{fill:{head};stroke:{edge};stroke-width:1.25}}\
             .ln{{stroke:{edge};stroke-width:1;fill:none}}.rule{{stroke:{hair};stroke-width:1;fill:none}}\
             .hp{{stroke:{hatch};stroke-width:1;fill:none}}\
             .bfr{{fill:{ground};stroke:{stale};stroke-width:1.5;stroke-dasharray:5 3}}\
             .xp{{stroke:{stale};stroke-width:1;fill:none;opacity:.55}}\
             .blk{{fill:none;stroke:{leak};stroke-width:1.5}}.hlk{{fill:{leaked_bar};stroke:{leak};stroke-width:1.25}}\
             .bc{{fill:{inside};stroke:{of_c};stroke-width:1.75}}\
             .a{{fill:none;stroke:{link};stroke-width:1.5}}.am{{fill:{link}}}\
             .as{{fill:none;stroke:{stale};stroke-width:1.5;stroke-dasharray:5 3}}.asm{{fill:none;stroke:{stale};stroke-width:2}}\
             .ac{{fill:none;stroke:{of_c};stroke-width:1.5}}.acm{{fill:{of_c}}}\
             .dot{{fill:{link}}}.dots{{fill:{ground};stroke:{stale};stroke-width:1.5}}\
             .plate{{fill:{ground}}}.pb{{fill:{inside}}}.bw{{fill:{link}}}\
             .bar{{fill:{bar};stroke:{link};stroke-width:1}}.bark{{fill:{leaked_bar};stroke:{leak};stroke-width:1.25}}\
             .area{{fill:{bar}}}.areal{{fill:none;stroke:{link};stroke-width:1.5}}\
             .tick{{stroke:{link};stroke-width:3}}.hl{{fill:none;stroke:{link};stroke-width:3}}"
        )
    }
}

/// Patterns and arrow heads, whose ids begin so.
pub(crate) fn definitions(prefix: &str) -> String {
    format!(
        "<defs>\
         <pattern id=\"{prefix}un\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"hp\" d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\"/></pattern>\
         <pattern id=\"{prefix}fr\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"xp\" d=\"M2 2L7 7M7 2L2 7\"/></pattern>\
         <marker id=\"{prefix}ar\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"am\" d=\"M0 0.5L8 4L0 7.5z\"/></marker>\
         <marker id=\"{prefix}ac\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"acm\" d=\"M0 0.5L8 4L0 7.5z\"/></marker>\
         <marker id=\"{prefix}st\" viewBox=\"0 0 12 12\" refX=\"8\" refY=\"6\" markerWidth=\"12\" markerHeight=\"12\" \
         markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"asm\" d=\"M2 2L10 10M10 2L2 10\"/></marker>\
         </defs>"
    )
}
