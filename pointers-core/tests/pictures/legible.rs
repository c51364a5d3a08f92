//! Pictures as a person sees them: no text lies over another, leaves the picture, or is crossed by an arrow. Asked of a real
//! browser, which knows how wide its letters are.

use pointers_core::{MallocPointer, Pointer, Result, calloc, free, heap, malloc};
use pointers_macros::Fields;

use crate::{build, in_a_browser};

/// What is wrong with the pictures of a page.
const CHECK: &str = "<pre id=r></pre><script>addEventListener('load',()=>{const o=[];\
    for(const svg of document.querySelectorAll('svg')){const v=svg.getBoundingClientRect(),of=svg.dataset.of,\
    T=[...svg.querySelectorAll('text')].map(e=>[e.textContent,e.getBoundingClientRect()]);\
    T.forEach(([a,r],i)=>{if(r.left<v.left+4||r.right>v.right-4||r.top<v.top||r.bottom>v.bottom)o.push(of+': cut off: '+a);\
    for(const [c,q] of T.slice(i+1))if(r.left<q.right-.5&&q.left<r.right-.5&&r.top+3<q.bottom-3&&q.top+3<r.bottom-3)\
    o.push(of+': over each other: '+a+' | '+c)});\
    for(const p of svg.querySelectorAll('path.a,path.as')){const l=p.getTotalLength();for(let d=5;d<l-5;d+=3){\
    const s=p.getPointAtLength(d),x=s.x+v.left,y=s.y+v.top,\
    t=T.find(([,r])=>x>r.left+1&&x<r.right-1&&y>r.top+4&&y<r.bottom-4);\
    if(t){o.push(of+': an arrow through: '+t[0]);break}}}}\
    document.getElementById('r').textContent=document.querySelectorAll('svg text').length+' texts; '+o.join('; ')})</script>";

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Odd {
    here: MallocPointer<Odd>,
    past: MallocPointer<Odd>,
    gone: MallocPointer<Odd>,
    a_field_with_a_name_that_goes_on_and_on_and_on: Pointer<i16>,
    größe: i16,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct AStructureWithAVeryLongNameAsAProgramMightGenerateIt<T> {
    名前: T,
    least: i128,
}

/// Links to itself, past the end, to what is gone; names and values that are long or wide.
fn odd() -> Result<heap::Snapshot> {
    let bytes = size_of::<Odd>();
    let (one, two, gone) = (
        malloc::<Odd>(bytes)?,
        malloc::<Odd>(2 * bytes)?,
        malloc::<Odd>(bytes)?,
    );
    heap::describe(one)?;
    let null = Odd {
        here: MallocPointer::null(),
        past: MallocPointer::null(),
        gone,
        a_field_with_a_name_that_goes_on_and_on_and_on: Pointer::null(),
        größe: -7,
    };
    one.write(Odd {
        here: one,
        past: two.add(2)?,
        ..null
    })?;
    two.write(Odd {
        here: two.add(1)?,
        past: two,
        ..null
    })?;
    free(gone)?;
    type Long = AStructureWithAVeryLongNameAsAProgramMightGenerateIt<f64>;
    let long = malloc::<Long>(size_of::<Long>())?;
    heap::describe(long)?;
    long.write(AStructureWithAVeryLongNameAsAProgramMightGenerateIt {
        名前: 1e300 / 7.0,
        least: i128::MIN,
    })?;
    let guarded = malloc::<i16>(20)?;
    guarded.fill(3, 5)?;
    core::mem::forget(guarded.add(1)?.borrow_mut()?);
    let map = heap::snapshot()
        .named("one", one)
        .named("second", two.add(1)?);
    let map = map
        .named("ein_sehr_langer_name_einer_variablen", long)
        .named("end", two.add(2)?);
    Ok(map
        .named("gone", gone)
        .named("名前", guarded)
        .named("nothing", MallocPointer::<u8>::null()))
}

fn everything() -> Result<Vec<(&'static str, heap::Snapshot)>> {
    let mut maps = Vec::new();
    let mut add = |name, build: fn() -> Result<heap::Snapshot>| {
        let thread = std::thread::spawn(build);
        maps.push((name, thread.join().expect("no panic")?));
        Ok::<_, pointers_core::Error>(())
    };
    add("odd", odd)?;
    add("list", || {
        let list = build::list(&[4, 9, 15, 26, 31, 7, 8, 9, 10])?;
        Ok(heap::snapshot().named("list", list).names_are_all())
    })?;
    add("both ways", || {
        let items = build::items(&["Ada", "Brian", "Dennis", "Grace", "Ken"], false)?;
        Ok(heap::snapshot()
            .named("first", items[0])
            .named("last", items[4])
            .named("at", items[2]))
    })?;
    add("ring", || {
        let items = build::items(&["Ada", "Brian", "Dennis", "Grace"], true)?;
        Ok(heap::snapshot()
            .named("ring", items[0])
            .named("turn", items[2]))
    })?;
    for_trees(&mut add)?;
    add("table", || {
        let table = build::table(12, 20)?;
        Ok(heap::snapshot().named("table", table).names_are_all())
    })?;
    add("two hundred", || {
        let table = build::table(64, 200)?;
        let list = build::list(&(0..50).collect::<Vec<_>>())?;
        Ok(heap::snapshot()
            .named("table", table)
            .named("list", list)
            .names_are_all())
    })?;
    add("many", || {
        let list = build::list(&(0..3000).collect::<Vec<_>>())?;
        build::list(&[1, 2, 3])?;
        Ok(heap::snapshot().named("list", list).names_are_all())
    })?;
    add("cells", || {
        for text in [&b"Trust the programmer"[..], b"no\0", &[7; 200]] {
            malloc::<u8>(text.len() + 9)?.copy_from_slice(text)?;
        }
        let chunks = calloc::<f64>(30, 8)?;
        chunks.add(7)?.write(core::f64::consts::PI)?;
        Ok(heap::snapshot()
            .named("chunks", chunks)
            .named("seven", chunks.add(7)?))
    })?;
    Ok(maps)
}

fn for_trees(
    add: &mut impl FnMut(&'static str, fn() -> Result<heap::Snapshot>) -> Result<()>,
) -> Result<()> {
    add("tree", || {
        let tree = build::tree(1, 7)?;
        Ok(heap::snapshot().named("tree", tree))
    })?;
    add("tree of 30", || {
        let tree = build::tree(1, 30)?;
        Ok(heap::snapshot().named("tree", tree))
    })?;
    add("tree of 300", || {
        let tree = build::tree(1, 300)?;
        Ok(heap::snapshot().named("tree", tree))
    })
}

#[test]
fn every_text_can_be_read() -> Result<()> {
    let mut page = String::from("<!doctype html><meta charset=utf-8><body style=margin:0>");
    for (name, map) in everything()? {
        for width in [480, 760, 1240] {
            let picture = map.to_svg_of_width(width);
            page += &picture.replacen("<svg ", &format!("<svg data-of=\"{name} {width}\" "), 1);
        }
    }
    let recording = heap::record();
    let (list, tree) = (build::list(&[1, 2, 3])?, build::tree(1, 5)?);
    let gone = tree.read()?.left;
    free(gone)?;
    free(list)?;
    let history = recording.stop();
    page += &history
        .to_svg()
        .replacen("<svg ", "<svg data-of=\"timeline\" ", 1);
    let steps = history.to_html();
    for (number, picture) in steps.split("<svg ").enumerate().skip(1) {
        let picture = picture.split("</svg>").next().unwrap_or_default();
        page += &format!("<svg data-of=\"step {number}\" {picture}</svg>");
    }
    let style = history.to_svg();
    let style = style
        .split("<style>")
        .nth(1)
        .and_then(|rest| rest.split("</style>").next());
    page += &format!("<style>{}</style>", style.unwrap_or_default());
    let Some(seen) = in_a_browser("legible.html", &(page + CHECK)) else {
        return Ok(());
    };
    let after = seen.split("<pre id=\"r\">").nth(1).unwrap_or_default();
    let result = after.split("</pre>").next().unwrap_or_default();
    let (texts, wrong) = result.split_once(" texts; ").unwrap_or_default();
    assert!(
        texts.parse::<usize>().is_ok_and(|texts| texts > 1000),
        "{result:?}"
    );
    assert_eq!(wrong, "");
    Ok(())
}

/// The page of a map: what the field finds is marked, a title folds what is under it, a block says where it comes from.
#[test]
fn the_page_of_a_map_finds_folds_and_tells() -> Result<()> {
    const SCRIPT: &str = "<pre id=r></pre><script>window.onerror=m=>{r.textContent+='ERR '+m};const out=[];\
        const seek=what=>{find.value=what;find.dispatchEvent(new Event('input'));\
        out.push(found.textContent,document.querySelectorAll('.hit').length)};\
        seek('NODE');seek('-4711');seek('legible.rs:');seek('nowhere');seek('');\
        const fold=document.querySelector('.fold'),under=document.getElementById(fold.dataset.for);\
        const press=()=>{fold.dispatchEvent(new MouseEvent('click',{bubbles:true}));\
        out.push(under.hasAttribute('hidden'),fold.getAttribute('aria-expanded'))};press();press();\
        fold.dispatchEvent(new KeyboardEvent('keydown',{key:'Enter',cancelable:true}));out.push(under.hasAttribute('hidden'));\
        document.querySelector('.bk').dispatchEvent(new PointerEvent('pointerenter'));\
        out.push(/^Node, [0-9]+ bytes at 0x[0-9a-f]+, allocated at .*build.rs:/.test(about.textContent));\
        document.getElementById('r').textContent+=out.join(',')</script></body>";
    let map = std::thread::spawn(|| -> Result<heap::Snapshot> {
        let list = build::list(&[-4711, 2, 3])?;
        malloc::<u64>(8)?;
        Ok(heap::snapshot().named("list", list))
    });
    let page = map.join().expect("no panic")?.to_html();
    let Some(seen) = in_a_browser("map.html", &page.replace("</body>", SCRIPT)) else {
        return Ok(());
    };
    let after = seen.split("<pre id=\"r\">").nth(1).unwrap_or_default();
    let result = after.split("</pre>").next();
    let expected = "3 blocks,3,1 block,1,1 block,1,0 blocks,0,,0,true,false,false,true,true,true";
    assert_eq!(result, Some(expected));
    Ok(())
}
