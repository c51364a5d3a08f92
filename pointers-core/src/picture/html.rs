//! Writes a snapshot as a page: the picture, a field that searches it, and what a pointer or a key shows of a block.

use super::escape::xml;
use super::palette::painted;
use super::snapshot::Snapshot;
use super::words;

/// The width of the picture, in pixels.
const WIDTH: i32 = 1240;

impl Snapshot {
    /// Draws the map as a page of one file, without a server and without anything from outside. It shows the picture of
    /// [`to_svg`](Self::to_svg); a pointer that rests on a block sees its address, bytes and places, a click folds a section,
    /// and a field finds blocks by what is in them.
    ///
    /// ```
    /// let page = pointers::heap::snapshot().to_html();
    /// assert!(page.starts_with("<!doctype html>"));
    /// ```
    #[must_use]
    #[inline]
    pub fn to_html(&self) -> String {
        let title = words::title(self);
        format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title><style>{STYLE}{}</style></head>\n\
             <body><form role=\"search\"><label>Find <input type=\"search\" id=\"find\" autocomplete=\"off\" \
             placeholder=\"type, value, address or file:line\"></label> <output id=\"found\" aria-live=\"polite\"></output>\
             </form>\n<main>{}</main>\n<p id=\"about\" role=\"status\">Rest on a block to see where it comes from. A title \
             folds what is under it.</p>\n<script>{SCRIPT}</script></body></html>\n",
            xml(&title),
            painted(COLOURS),
            self.svg(WIDTH, ""),
        )
    }
}

/// What has no colour.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;font:14px system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif}\
form{position:sticky;top:0;padding:10px 24px;border-bottom:1px solid}\
input{font:inherit;width:22em;max-width:60%;padding:4px 8px;border:1px solid;color:inherit}\
main{overflow-x:auto}svg{display:block}svg text{pointer-events:none}\
svg .fold{cursor:pointer}svg .fold text{pointer-events:auto}\
svg .bk:hover>:is(rect,path){stroke-width:3}\
svg .hit>:is(rect,path){stroke-width:4}svg .miss{opacity:.35}svg [hidden]{display:none}\
#about{position:sticky;bottom:0;margin:0;padding:8px 24px;min-height:1.4em;border-top:1px solid;\
font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}\
:focus-visible{outline:3px solid;outline-offset:1px}";

const COLOURS: &str = "\
body,input{background:$ground;color:$text}form,#about{background:$inside;border-color:$hair}\
input{border-color:$edge}::placeholder{color:$grey;opacity:1}svg .hit>:is(rect,path){stroke:$link}:focus-visible{outline-color:$link}";

/// It only ever sets text, never markup: what stands in the picture was escaped before.
const SCRIPT: &str = "\
const all=[...document.querySelectorAll('svg .bk')],about=document.getElementById('about'),\
find=document.getElementById('find'),found=document.getElementById('found');\
const say=b=>{about.textContent=b.querySelector('title').textContent};\
for(const b of all){b.tabIndex=0;b.addEventListener('pointerenter',()=>say(b));b.addEventListener('focus',()=>say(b))}\
const search=()=>{const what=find.value.trim().toLowerCase();let n=0;\
for(const b of all){const hit=what!==''&&b.dataset.of.toLowerCase().includes(what);n+=hit;\
b.classList.toggle('hit',hit);b.classList.toggle('miss',what!==''&&!hit)}\
found.textContent=what===''?'':n+(n===1?' block':' blocks');\
const first=all.find(b=>b.classList.contains('hit'));if(first)first.scrollIntoView({block:'nearest',inline:'nearest'})};\
find.addEventListener('input',search);\
document.querySelector('form').addEventListener('submit',e=>e.preventDefault());\
for(const t of document.querySelectorAll('svg .fold')){t.tabIndex=0;t.setAttribute('role','button');\
t.setAttribute('aria-expanded','true');\
const flip=()=>{const s=document.getElementById(t.dataset.for);s.toggleAttribute('hidden');\
t.setAttribute('aria-expanded',String(!s.hasAttribute('hidden')))};\
t.addEventListener('click',flip);\
t.addEventListener('keydown',e=>{if(e.key==='Enter'||e.key===' '){e.preventDefault();flip()}})}";
