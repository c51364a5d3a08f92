//! Rule 8: handles stay on their thread, and a thread's end is no event for anybody else.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::Sender;
use std::sync::{Arc, mpsc};
use std::thread;

use pointers_core::cpython::CPython;
use pointers_core::{
    CallocPointer, Chunks, Error, ErrorKind, MallocPointer, Owned, Ref, RefMut, Result, Values,
    calloc, free, heap, malloc, realloc,
};

use pointers_macros::Fields;

use crate::key_of_c::KeyOfC;

/// Compiles only if the type is not `Send`, and only if it is not `Sync`.
macro_rules! stays_on_its_thread {
    ($($T:ty)*) => {$({
        trait NotSend<Marker> { fn check() {} }
        struct ItIs;
        impl<T: ?Sized> NotSend<()> for T {}
        impl<T: ?Sized + Send> NotSend<ItIs> for T {}
        <$T as NotSend<_>>::check();

        trait NotSync<Marker> { fn check() {} }
        impl<T: ?Sized> NotSync<()> for T {}
        impl<T: ?Sized + Sync> NotSync<ItIs> for T {}
        <$T as NotSync<_>>::check();
    })*};
}

#[test]
fn handles_and_guards_stay_on_their_thread() {
    stays_on_its_thread!(
        MallocPointer<u8> CallocPointer<u8> MallocPointer<str> CallocPointer<[u8]>
        Ref<u8> RefMut<u8> Ref<[u8]> RefMut<str>
        Chunks<u8> Values<MallocPointer<u8>> Owned<MallocPointer<u8>> Option<CallocPointer<String>>
        MallocPointer<AtomicUsize> MallocPointer<u8, CPython> CallocPointer<str, CPython>
    );
}

#[test]
fn errors_travel() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    let error = thread::spawn(|| malloc::<u8>(usize::MAX).unwrap_err());
    assert_eq!(error.join().unwrap().kind(), ErrorKind::Allocation);
}

/// Counts its drops, from any thread.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[test]
fn a_thread_that_ends_with_live_blocks_drops_no_contents() {
    let drops = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&drops);
    thread::spawn(move || -> Result<()> {
        let size = size_of::<Counted>();
        let p = malloc::<Counted>(3 * size)?;
        for n in 0..3 {
            p.add(n)?.write(Counted(Arc::clone(&counter)))?;
        }
        let kept = malloc::<Counted>(size)?;
        kept.write(Counted(Arc::clone(&counter)))?;
        // A guard that is forgotten, and one that lives until the end.
        std::mem::forget(kept.borrow_mut()?);
        free(malloc::<u8>(1)?)
    })
    .join()
    .unwrap()
    .unwrap();
    assert_eq!(drops.load(Relaxed), 0);
    assert_eq!(Arc::strong_count(&drops), 5);
}

/// Everything that a heap does, many times.
fn use_the_heap(seed: u64) -> Result<()> {
    let mut live = Vec::new();
    for round in 0..1500_u64 {
        let p = malloc::<u64>(16)?;
        assert!(p.read().is_err(), "memory of another thread's block");
        p.write(seed ^ round)?;
        let c = calloc::<u64>(2, 8)?;
        assert_eq!(c.add(1)?.read()?, 0);
        c.write(round)?;
        if round % 5 == 0 {
            realloc(p, 64)?;
        }
        live.push((p, c, round));
        if live.len() > 100 {
            let (p, c, round) = live.swap_remove(seed as usize % live.len());
            assert_eq!((p.read()?, c.read()?), (seed ^ round, round));
            free(p)?;
            free(c)?;
            assert!(p.freed() && free(c).is_err());
        }
    }
    for (p, _, round) in &live {
        assert_eq!(p.read()?, seed ^ round);
    }
    // Half of them are left behind.
    for (p, c, _) in live.iter().step_by(2) {
        free(*p)?;
        free(*c)?;
    }
    Ok(())
}

#[test]
fn a_thread_that_starts_on_recycled_tables_is_sound() {
    for seed in 0..20 {
        thread::spawn(move || use_the_heap(seed))
            .join()
            .unwrap()
            .unwrap();
    }
}

#[test]
fn many_threads_at_once_are_sound() {
    let threads: Vec<_> = (0..8)
        .map(|seed| {
            thread::spawn(move || {
                for round in 0..3 {
                    use_the_heap(seed * 1000 + round)?;
                    // A short-lived one hands its tables on while the others work.
                    thread::spawn(move || use_the_heap(seed + round))
                        .join()
                        .unwrap()?;
                }
                Ok::<_, Error>(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}

#[test]
fn each_thread_has_its_own_counters_and_leaks() {
    let p = malloc::<u8>(10).unwrap();
    thread::spawn(|| {
        assert_eq!(heap::stats().live_blocks, 0);
        assert!(heap::leaks().is_empty());
        let p = malloc::<u8>(20).unwrap();
        let leaks = heap::leaks();
        assert_eq!(leaks.len(), 1);
        assert_eq!(leaks[0].size(), 20);
        free(p).unwrap();
    })
    .join()
    .unwrap();
    assert_eq!(heap::leaks().len(), 1);
    free(p).unwrap();
}

/// A user's thread-local that uses the heap when it is destroyed, and says how that went.
struct Late {
    before: Cell<Option<MallocPointer<u64>>>,
    report: Sender<String>,
    round_trips: usize,
}

impl Late {
    fn use_it_all(&self) -> Result<()> {
        for round in 0..self.round_trips as u64 {
            let p = malloc::<u64>(8)?;
            p.write(round)?;
            assert_eq!(p.read()?, round);
            let p = realloc(p, 64)?;
            assert_eq!(p.take()?, round);
            let c = calloc::<u32>(4, 28)?;
            assert_eq!(c.into_iter().count(), 4);
            free(c)?;
            free(p)?;
            assert_eq!(free(p).unwrap_err().kind(), ErrorKind::Memory);
        }
        if let Some(before) = self.before.get() {
            assert_eq!(before.read()?, 7);
            let guard = before.borrow()?;
            assert_eq!(free(before).unwrap_err().kind(), ErrorKind::Borrow);
            drop(guard);
            free(before)?;
        }
        assert_eq!(heap::leaks().len(), heap::stats().live_blocks);
        Ok(())
    }
}

impl Drop for Late {
    fn drop(&mut self) {
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.use_it_all()));
        let _ = self.report.send(match run {
            Ok(Ok(())) => "worked".to_owned(),
            Ok(Err(error)) => format!("{error}"),
            Err(_) => "panicked".to_owned(),
        });
    }
}

#[test]
fn thread_locals_that_are_destroyed_after_the_heaps_own_still_work() {
    thread_local! {
        // One is registered before the heap is first used, the other after: one of them is destroyed later than the
        // heap's own, whichever way the platform goes.
        static FIRST: Cell<Option<Late>> = const { Cell::new(None) };
        static LAST: Cell<Option<Late>> = const { Cell::new(None) };
    }
    let (sender, receiver) = mpsc::channel();
    for _ in 0..5 {
        let report = sender.clone();
        thread::spawn(move || {
            let late = |before| Late {
                before: Cell::new(before),
                report: report.clone(),
                round_trips: 700,
            };
            FIRST.set(Some(late(None)));
            let p = malloc::<u64>(8).unwrap();
            p.write(7).unwrap();
            let q = malloc::<u64>(8).unwrap();
            q.write(7).unwrap();
            LAST.set(Some(late(Some(p))));
            let first = FIRST.take().unwrap();
            first.before.set(Some(q));
            FIRST.set(Some(first));
        })
        .join()
        .unwrap();
    }
    drop(sender);
    let reports: Vec<String> = receiver.iter().collect();
    assert_eq!(reports, vec!["worked"; 10]);
}

#[test]
fn a_heap_that_is_first_used_while_the_thread_ends_works() {
    thread_local!(static ONLY: Cell<Option<Late>> = const { Cell::new(None) });
    let (report, receiver) = mpsc::channel();
    thread::spawn(move || {
        ONLY.set(Some(Late {
            before: Cell::new(None),
            report,
            round_trips: 700,
        }));
    })
    .join()
    .unwrap();
    assert_eq!(receiver.iter().collect::<Vec<_>>(), ["worked"]);
}

/// Thread-locals of C and of other libraries, whose destructors C calls after those of std's thread-locals, and some of
/// them after the heap's own.
#[test]
fn keys_of_c_that_are_destroyed_after_the_heaps_own_still_work() -> Result<()> {
    let before = KeyOfC::new();
    // The heap has made its own key at the latest now.
    free(malloc::<u8>(1)?)?;
    let after = KeyOfC::new();
    let (report, receiver) = mpsc::channel();
    thread::spawn(move || {
        for key in [before, after] {
            let p = malloc::<u64>(8).unwrap();
            p.write(7).unwrap();
            let late = Late {
                before: Cell::new(Some(p)),
                report: report.clone(),
                round_trips: 700,
            };
            key.at_thread_end(move || drop(late));
        }
    })
    .join()
    .unwrap();
    assert_eq!(receiver.iter().collect::<Vec<_>>(), ["worked"; 2]);
    Ok(())
}

#[test]
fn a_heap_that_is_first_used_by_a_key_of_c_works() {
    let (report, receiver) = mpsc::channel();
    thread::spawn(move || {
        let late = Late {
            before: Cell::new(None),
            report,
            round_trips: 700,
        };
        KeyOfC::new().at_thread_end(move || drop(late));
    })
    .join()
    .unwrap();
    assert_eq!(receiver.iter().collect::<Vec<_>>(), ["worked"]);
}

/// A block that was assigned in part leaves nothing behind that is taken for the place of its end.
#[test]
fn what_is_freed_late_and_forgotten_has_no_places() -> Result<()> {
    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    struct Point {
        x: u32,
        y: u32,
    }

    /// The errors of reads then. No panic could be told of here.
    fn free_and_forget(blocks: &[MallocPointer<Point>]) -> Result<Vec<Error>> {
        blocks.iter().try_for_each(|block| free(*block))?;
        // So many more that these are forgotten.
        for _ in 0..600 {
            free(malloc::<u64>(1000)?)?;
        }
        let errors = blocks.iter().map(|block| block.read().map(|point| point.y));
        Ok(errors.filter_map(Result::err).collect())
    }

    // The heap has made its own key at the latest before this one.
    free(malloc::<u8>(1)?)?;
    let key = KeyOfC::new();
    let (report, receiver) = mpsc::channel();
    thread::spawn(move || -> Result<()> {
        let mut blocks = Vec::new();
        for _ in 0..20 {
            let block = malloc::<Point>(size_of::<Point>())?;
            let Ok(place) = block.__pointers_p_arrow();
            let Ok(place) = place.__pointers_p_field(|m| &m.x);
            place.__pointers_p_assign(7)?;
            blocks.push(block);
        }
        // One is left, so that the others' places stay this thread's.
        blocks.pop();
        key.at_thread_end(move || {
            let _ = report.send(free_and_forget(&blocks));
        });
        Ok(())
    })
    .join()
    .expect("no panic")?;
    let errors = receiver.recv().expect("it is told")?;
    assert_eq!(errors.len(), 19);
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Memory);
        assert!(error.freed_at().is_none_or(|at| at.file() == file!()));
    }
    Ok(())
}
