//! Writes what happened as a page that goes through it step by step: the source line beside the picture of the heap.

use core::fmt::Write;
use core::panic::Location;
use std::collections::{BTreeMap, HashMap};

use super::escape::xml;
use super::event::Event;
use super::history::History;
use super::palette::painted;
use super::snapshot::{Node, Snapshot};
use super::svg::steady::{Change, Steady};
use super::svg::style;
use crate::error::source_file::SourceFile;
use crate::heap::recorder::What;

/// How wide the pictures are, in pixels.
const WIDTH: i32 = 860;

/// How many lines of a file are shown around those that did something.
const AROUND: u32 = 12;

impl History {
    /// Writes a page of one file that goes through what happened, forward and back: the source line that did it, where the
    /// file can be read, and the heap as it was then. Without a server, and without anything from outside.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let recording = heap::record();
    /// free(malloc::<i32>(4)?)?;
    /// let page = recording.stop().to_html();
    /// assert!(page.starts_with("<!doctype html>") && page.contains("allocated i32"));
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn to_html(&self) -> String {
        let steps = self.steps();
        let pictures = steps.iter().filter_map(|step| step.picture);
        let steady = Steady::of(pictures.collect(), WIDTH);
        let drawn = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| step.picture.is_some());
        let (numbers, changed): (Vec<usize>, Vec<Change>) =
            drawn.map(|(number, step)| (number, step.change())).unzip();
        let pictures = steady.write(&changed, |at| format!("s{}", numbers[at] + 1));
        let mut pictures = pictures.into_iter();
        let title = match &self.thread[..] {
            "" => "Steps of a thread".to_string(),
            name => format!("Steps of thread “{name}”"),
        };
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"><title>{}</title><style>{STYLE}{}{}</style></head>\n<body><header><h1>{}</h1>\
             <div id=\"bar\"><button id=\"first\" aria-label=\"first step\">|◀</button><button id=\"back\" \
             aria-label=\"one step back\">◀</button><button id=\"next\" aria-label=\"one step forward\">▶</button>\
             <button id=\"last\" aria-label=\"last step\">▶|</button><input id=\"at\" type=\"range\" min=\"1\" max=\"{}\" \
             value=\"1\" aria-label=\"step\"></div><p id=\"live\" aria-live=\"polite\"></p></header>\n<main><div id=\"source\">",
            xml(&title),
            painted(COLOURS),
            style::sheet(),
            xml(&title),
            steps.len().max(1),
        );
        self.write_sources(&steps, &mut out);
        out.push_str("</div><div id=\"steps\">");
        for (number, step) in steps.iter().enumerate() {
            let picture = step.picture.and_then(|_| pictures.next());
            step.write(number, steps.len(), picture, &mut out);
        }
        if self.dropped > 0 {
            let _ = write!(out, "<p><b>{}</b></p>", xml(&self.not_kept()));
        }
        if steps.is_empty() {
            out.push_str("<p>Nothing happened while it was recorded.</p>");
        }
        let _ = write!(
            out,
            "</div></main>\n<script>{SCRIPT}</script></body></html>\n"
        );
        out
    }

    /// One for each event.
    #[inline]
    fn steps(&self) -> Vec<OneStep<'_>> {
        let mut before: Option<&Snapshot> = None;
        let mut steps = Vec::new();
        for (at, event) in self.events.iter().enumerate() {
            let picture = self.pictures.iter().find(|(events, _)| *events == at + 1);
            let picture = picture.map(|(_, picture)| picture);
            let changed = match (picture, before) {
                (Some(now), Some(before)) => changed(before, now),
                (Some(now), None) => (0..now.nodes.len()).collect(),
                (None, _) => Vec::new(),
            };
            steps.push(OneStep {
                event,
                picture,
                changed,
            });
            before = picture.or(before);
        }
        steps
    }

    /// The lines of all files that are named, once each.
    #[inline]
    fn write_sources(&self, steps: &[OneStep], out: &mut String) {
        let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for step in steps {
            for at in step.places() {
                lines.entry(at.file()).or_default().push(at.line());
            }
        }
        for (number, (file, lines)) in lines.iter().enumerate() {
            let _ = write!(
                out,
                "<section class=\"file\" data-file=\"{}\"><h2>{}</h2><ol>",
                xml(file),
                xml(file)
            );
            let source = SourceFile::read(file);
            let mut last = 0;
            for (line, text) in source.iter().flat_map(SourceFile::lines) {
                if !lines.iter().any(|named| named.abs_diff(line) <= AROUND) {
                    continue;
                }
                if line > last + 1 {
                    out.push_str("<li class=\"gap\">⋮</li>");
                }
                last = line;
                let _ = write!(
                    out,
                    "<li id=\"f{number}l{line}\" data-line=\"{line}\"><span class=\"no\">{line}</span><code>{}</code></li>",
                    xml(&text.replace('\t', "    "))
                );
            }
            if source.is_none() {
                for line in lines {
                    let _ = write!(
                        out,
                        "<li data-line=\"{line}\"><span class=\"no\">{line}</span></li>"
                    );
                }
                out.push_str("<li class=\"gap\">the file cannot be read here</li>");
            }
            out.push_str("</ol></section>");
        }
    }
}

struct OneStep<'a> {
    event: &'a Event,
    picture: Option<&'a Snapshot>,
    /// The blocks that are new, or hold something else than before.
    changed: Vec<usize>,
}

impl OneStep<'_> {
    #[inline]
    fn change(&self) -> Change {
        Change {
            blocks: self.changed.clone(),
            ended: match self.event.raw.what {
                What::Freed => "✕ freed",
                What::Parted => "→ handed on",
                _ => "",
            },
        }
    }

    /// The places it names.
    #[inline]
    fn places(&self) -> impl Iterator<Item = &'static Location<'static>> {
        let raw = self.event.raw;
        let is_error = matches!(raw.what, What::Failed(_));
        let others = [raw.allocated_at, raw.freed_at].into_iter().flatten();
        [raw.at].into_iter().chain(others.filter(move |_| is_error))
    }

    #[inline]
    fn write(&self, number: usize, count: usize, picture: Option<String>, out: &mut String) {
        let raw = self.event.raw;
        let step = number + 1;
        let _ = write!(
            out,
            "<section class=\"st\" id=\"st{step}\" data-file=\"{}\" data-line=\"{}\"",
            xml(raw.at.file()),
            raw.at.line()
        );
        if let What::Failed(_) = raw.what {
            for (name, at) in [("allocated", raw.allocated_at), ("freed", raw.freed_at)] {
                if let Some(at) = at {
                    let _ = write!(out, " data-{name}=\"{}:{}\"", xml(at.file()), at.line());
                }
            }
        }
        let error = if matches!(raw.what, What::Failed(_)) {
            " class=\"error\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "><p{error}><b>Step {step} of {count}</b>: {}",
            xml(&self.event.to_string())
        );
        if let What::Failed(_) = raw.what {
            for (name, at) in [
                ("allocated at", raw.allocated_at),
                ("freed at", raw.freed_at),
            ] {
                if let Some(at) = at {
                    let _ = write!(out, "<br>{name} {}", xml(&at.to_string()));
                }
            }
        }
        out.push_str("</p>");
        match picture {
            Some(picture) => out.push_str(&picture),
            None => out.push_str("<p>No picture was kept of this step.</p>"),
        }
        out.push_str("</section>");
    }
}

/// The blocks that are new since then, or hold something else.
#[inline]
pub(super) fn changed(before: &Snapshot, now: &Snapshot) -> Vec<usize> {
    // A block that is gone is known by where it ended.
    let key = |node: &Node| {
        (
            node.slot,
            node.state.is_live().then_some(node.born),
            node.freed_at,
        )
    };
    let all = before.nodes.iter();
    let known: HashMap<_, &Node> = all.map(|node| (key(node), node)).collect();
    let edges = |map: &Snapshot, node: &Node| map.edges[node.edges.clone()].len();
    let is_new = |node: &Node| {
        known.get(&key(node)).is_none_or(|old| {
            old.size != node.size
                || edges(before, old) != edges(now, node)
                || old.state != node.state
                || old.values.len() != node.values.len()
                || old
                    .values
                    .iter()
                    .zip(&node.values)
                    .any(|(old, new)| !alike(old, new))
        })
    };
    (0..now.nodes.len())
        .filter(|index| is_new(&now.nodes[*index]))
        .collect()
}

/// Whether two values are the same: links by the addresses that they hold.
#[inline]
fn alike(old: &super::Value, new: &super::Value) -> bool {
    match (old, new) {
        (super::Value::Link(old), super::Value::Link(new)) => old.address == new.address,
        (old, new) => old == new,
    }
}

/// What has no colour.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;font:14px system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif}\
header{position:sticky;top:0;z-index:1;padding:8px 24px;border-bottom:1px solid}\
h1{font-size:18px;margin:0 0 6px}h2{font-size:13px;margin:8px 12px}\
#bar{display:flex;gap:8px;align-items:center}button{width:44px;height:40px;font-size:16px;border:1px solid}\
button[aria-disabled=true]{border-style:dashed}#at{flex:1;max-width:40em}\
#live{margin:6px 0 0;min-height:1.3em}.js .st>p:not(.error){display:none}main{display:flex;align-items:flex-start}\
#source{flex:0 0 36%;max-height:calc(100vh - 120px);overflow:auto;position:sticky;top:120px;border-right:1px solid}\
#steps{flex:1;overflow-x:auto;padding:0 12px}\
ol{list-style:none;margin:0;padding:0}li{font:12px/18px ui-monospace,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;\
white-space:pre;padding:0 8px;border-left:4px solid transparent}\
.no{display:inline-block;width:4ch;text-align:right;margin-right:1ch}\
li[aria-current]{font-weight:700}\
li[aria-current]::after{content:\"  ◀ here\"}li.allocated::after{content:\"  ◀ allocated\"}li.freed::after{content:\"  ◀ freed\"}\
svg text{pointer-events:none}.hl{scroll-margin:140px 24px}[hidden]{display:none!important}\
:focus-visible{outline:3px solid;outline-offset:1px}\
.st.fresh .hl{animation:pulse .35s 1}@keyframes pulse{from{stroke-width:9}to{stroke-width:3}}\
@media (prefers-reduced-motion:reduce){.st.fresh .hl{animation:none}}";

const COLOURS: &str = "\
body,button{background:$ground;color:$text}header{background:$inside;border-color:$hair}#source{border-color:$hair}\
button{border-color:$edge}button[aria-disabled=true],.no,.gap{color:$grey}.error{color:$stale}\
li.allocated,li.freed{border-left-color:$stale;background:$errorbar}\
li[aria-current]{background:$plainbar;border-left-color:$link}:focus-visible{outline-color:$link}";

/// It only ever sets text and attributes, never markup.
const SCRIPT: &str = "\
const all=[...document.querySelectorAll('.st')],at=document.getElementById('at'),live=document.getElementById('live'),\
id=i=>document.getElementById(i),files=[...document.querySelectorAll('.file')];let now=0;document.body.classList.add('js');\
const line=(file,no)=>{const f=files.find(f=>f.dataset.file===file);return f&&f.querySelector('li[data-line=\"'+no+'\"]')};\
const go=(n,motion)=>{if(!all.length)return;const forward=motion&&n===now+1;now=Math.max(0,Math.min(all.length-1,n));\
all.forEach((s,i)=>{s.hidden=i!==now;s.classList.toggle('fresh',i===now&&forward)});\
const s=all[now];for(const f of files)f.hidden=f.dataset.file!==s.dataset.file;\
for(const l of document.querySelectorAll('li')){l.removeAttribute('aria-current');l.classList.remove('allocated','freed')}\
for(const k of ['allocated','freed'])if(s.dataset[k]){const c=s.dataset[k].lastIndexOf(':'),\
l=line(s.dataset[k].slice(0,c),s.dataset[k].slice(c+1));if(l)l.classList.add(k)}\
const l=line(s.dataset.file,s.dataset.line);if(l){l.setAttribute('aria-current','step');\
const b=id('source');b.scrollTop=Math.max(0,l.offsetTop-b.clientHeight/2)}\
const c=s.querySelector('.hl');if(c)c.scrollIntoView({block:'nearest',inline:'nearest'});\
live.textContent=s.querySelector('p').textContent;at.value=now+1;at.setAttribute('aria-valuetext',live.textContent);\
for(const b of ['first','back'])id(b).setAttribute('aria-disabled',String(now===0));\
for(const b of ['next','last'])id(b).setAttribute('aria-disabled',String(now===all.length-1));\
try{history.replaceState(null,'','#step='+(now+1))}catch(e){}};\
id('first').onclick=()=>go(0);id('back').onclick=()=>go(now-1);id('next').onclick=()=>go(now+1,true);\
id('last').onclick=()=>go(all.length-1);at.addEventListener('input',()=>go(at.value-1));\
document.addEventListener('keydown',e=>{if(e.target===at)return;const k={ArrowLeft:now-1,ArrowRight:now+1,Home:0,\
LinkEnd:all.length-1}[e.key];if(k!==undefined){e.preventDefault();go(k,e.key==='ArrowRight')}});\
const m=/^#step=(\\d+)$/.exec(location.hash);go(m?m[1]-1:0);";
