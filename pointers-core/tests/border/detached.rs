//! Blocks that cross threads as a whole.

use std::sync::Mutex;
use std::thread;

use pointers_core::traits::SlicePointer;
use pointers_core::{
    Calloc, CallocPointer, Detached, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free,
    heap, malloc, realloc,
};

use crate::common::{Log, Noted, fails, on_both_handles, panics};
use crate::leaves_nothing;

const DETACHED: &str = "MemoryError: memory has been detached";

on_both_handles!(every_handle_goes_stale_and_the_values_come_back, 3 of u32, |p| {
    p.copy_from_slice(&[1, 2, 3])?;
    let (copy, second, lazy) = (p, p.add(1)?, p + 3);
    let (line, allocated) = (line!() + 1, fails!((p - 1).read(), OutOfBounds).allocated_at());
    let mut detached = p.detach()?;
    for stale in [p, copy, second, lazy] {
        let error = fails!(stale.read(), Memory, DETACHED);
        assert_eq!(error.freed_at().map(|at| at.line()), Some(line));
        assert!(format!("{error:?}").contains("detached "), "{error:?}");
        fails!(free(stale), Memory, DETACHED);
        fails!(stale.detach(), Memory, DETACHED);
    }
    assert_eq!(detached.size(), 12);
    let back = detached.attach()?;
    assert_eq!(back.to_vec()?, [1, 2, 3]);
    // Errors name the line that allocated it.
    assert_eq!(fails!((back - 1).read(), OutOfBounds).allocated_at(), allocated);
    fails!(p.read(), Memory, DETACHED);
    back.write(7)?;
    let longer = realloc(back, 24)?;
    assert_eq!((longer.read()?, longer.add(3)?.assigned()), (7, false));
    free(longer)?;
});

on_both_handles!(refused_where_it_would_not_be_whole, 3 of u32, |p| {
    p.write(1)?;
    fails!(p.detach(), Dereference);
    p.add(2)?.write(1)?;
    fails!(p.detach(), Dereference);
    p.add(1)?.write(1)?;
    fails!(p.add(1)?.detach(), InvalidFree);
    let guard = p.borrow()?;
    fails!(p.detach(), Borrow);
    drop(guard);
    let guard = p.add(1)?.borrow_mut()?;
    fails!(p.detach(), Borrow);
    drop(guard);
    // Nothing was changed.
    assert_eq!(p.to_vec()?, [1, 1, 1]);
    drop(p.detach()?);
});

#[test]
fn the_counters_follow_it() -> Result<()> {
    let before = heap::stats();
    let p = MallocPointer::from_vec(vec![1_u64; 100])?;
    let mut detached = p.detach()?;
    let here = heap::stats();
    assert_eq!(
        (here.live_blocks, here.live_bytes),
        (before.live_blocks, before.live_bytes)
    );
    assert!(!heap::leaks().iter().any(|leak| leak.size() == 800));
    let there = thread::spawn(move || -> Result<_> {
        let p = detached.attach()?;
        let stats = heap::stats();
        let leak = heap::leaks()[0];
        free(p)?;
        Ok((stats, leak.allocated_at().file(), heap::stats()))
    });
    let (during, file, after) = there.join().expect("it does not panic")?;
    assert_eq!(
        (during.live_blocks, during.live_bytes, during.allocations),
        (1, 800, 1)
    );
    assert_eq!(
        (after.live_blocks, after.live_bytes, after.frees),
        (0, 0, 1)
    );
    assert!(file.ends_with("detached.rs"), "{file}");
    assert_eq!(heap::stats().frees, before.frees + 1);
    Ok(())
}

#[test]
fn what_is_dropped_frees_and_drops_its_values_once_wherever_it_is() -> Result<()> {
    let log = Log::new();
    let make = |values: Vec<Noted>| MallocPointer::from_vec(values)?.detach();
    drop(make(vec![log.value(1), log.value(2)])?);
    assert_eq!(log.dropped(), [1, 2]);
    let attached = make(vec![log.value(3)])?.attach()?;
    assert_eq!(log.dropped(), []);
    free(attached)?;
    assert_eq!(log.dropped(), [3]);
    let bomb = make(vec![log.bomb(4), log.value(5)])?;
    assert!(panics(|| drop(bomb)));
    assert_eq!(log.dropped(), [4, 5]);
    Ok(())
}

#[test]
fn values_that_can_be_sent_are() -> Result<()> {
    let words = MallocPointer::from_vec(vec!["a".to_owned(), "b".to_owned()])?.detach()?;
    let shared = Mutex::new(Some(words));
    let mut joined = thread::scope(|scope| {
        let run = || -> Result<Detached<String>> {
            let words = shared.lock().unwrap().take().expect("the block").attach()?;
            words.write("c".to_owned())?;
            words.detach()
        };
        scope.spawn(run).join().expect("it does not panic")
    })?;
    assert_eq!(joined.attach()?.into_vec()?, ["c", "b"]);
    Ok(())
}

#[test]
fn texts_and_slices_keep_their_lengths() -> Result<()> {
    leaves_nothing(|| {
        let text: MallocPointer<str> = malloc(10)?;
        fails!(text.detach(), Dereference);
        text.write("abc")?;
        let text = text.detach()?.attach()?;
        assert_eq!((text.read()?, text.size()), ("abc".to_owned(), 10));
        free(text)?;

        let rows: CallocPointer<[u16]> = calloc_safe(3, 8)?;
        rows.write(&[1, 2, 3])?;
        rows.add(1)?.write(&[])?;
        fails!(rows.detach(), Dereference);
        rows.add(2)?.write(&[4])?;
        let mut rows = thread::scope(|scope| {
            let mut rows = rows.detach()?;
            scope
                .spawn(move || rows.attach()?.detach())
                .join()
                .expect("it does not panic")
        })?;
        let rows = rows.attach()?;
        let read = rows.into_iter().map(|row| row.read());
        assert_eq!(
            read.collect::<Result<Vec<_>>>()?,
            [vec![1, 2, 3], vec![], vec![4]]
        );
        assert!(rows.safe());
        free(rows)?;

        let zeroed: CallocPointer<str> = calloc(2, 4)?;
        let zeroed = zeroed.detach()?.attach()?;
        assert_eq!(zeroed.add(1)?.read()?, "");
        let longer = realloc(zeroed, 12)?;
        assert_eq!(
            (longer.add(2)?.read()?, longer.safe()),
            (String::new(), false)
        );
        free(longer)
    })
}

/// What lies between the values holds none afterwards, either.
#[test]
fn gaps_stay_gaps() -> Result<()> {
    leaves_nothing(|| {
        let gaps = calloc_safe::<u32>(2, 8)?;
        gaps.write(1)?;
        gaps.add(1)?.write(2)?;
        let gaps = gaps.detach()?.attach()?;
        let wide = gaps.cast::<u64>()?;
        fails!(wide.read(), Dereference);
        assert_eq!(gaps.to_vec()?, [1, 2]);
        free(gaps)?;
        let one = calloc_safe::<u32>(1, 8)?;
        one.write(1)?;
        let one = one.detach()?.attach()?;
        fails!(one.cast::<u64>()?.read(), Dereference);
        free(one)
    })
}

#[test]
fn shapes() -> Result<()> {
    #[derive(Clone, Copy, PartialEq, Debug)]
    #[repr(align(64))]
    struct Wide(u8);

    leaves_nothing(|| {
        let wide = MallocPointer::from_slice(&[Wide(1), Wide(2)])?
            .detach()?
            .attach()?;
        assert!(wide.address().is_multiple_of(64));
        assert_eq!(wide.into_vec()?, [Wide(1), Wide(2)]);
        free(malloc::<u32>(0)?.detach()?.attach()?)?;
        let mark = malloc::<()>(0)?;
        fails!(mark.detach(), Dereference);
        free(mark)?;
        let marks = MallocPointer::from_slice(&[(), ()])?.detach()?.attach()?;
        assert_eq!(marks.into_vec()?, [(), ()]);
        // Chunks with gaps, of which only the values are there.
        let gaps = calloc_safe::<u32>(2, 28)?;
        gaps.write(1)?;
        gaps.add(1)?.write(2)?;
        let mut gaps: Detached<u32, Calloc> = gaps.detach()?;
        assert_eq!(gaps.attach()?.into_vec()?, [1, 2]);
        let none = calloc::<u32>(0, 4)?.detach()?.attach()?;
        assert_eq!(none.into_vec()?, []);
        let small = malloc::<u64>(4)?;
        fails!(small.detach(), InvalidSize);
        free(small)?;
        fails!(MallocPointer::<u8>::null().detach(), NullPointer);
        Ok(())
    })
}

/// A small block is copied, for nobody else could free it: where there is no memory for that nothing is changed.
#[test]
fn without_memory_it_stays() -> Result<()> {
    leaves_nothing(|| {
        let p = MallocPointer::from_slice(&[1_u32, 2])?;
        let rehearsal = heap::fail_after(0);
        let detached = p.detach();
        drop(rehearsal);
        let p = match detached {
            Ok(mut detached) => detached.attach()?,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Allocation, "{error:?}");
                p
            }
        };
        assert_eq!(p.into_vec()?, [1, 2]);
        Ok(())
    })
}

#[test]
fn it_is_attached_once() -> Result<()> {
    leaves_nothing(|| {
        let mut detached = MallocPointer::from_slice(&[1_u32])?.detach()?;
        let p = detached.attach()?;
        assert_eq!(detached.size(), 0);
        fails!(detached.attach(), Memory, DETACHED);
        drop(detached);
        assert_eq!(p.into_vec()?, [1]);
        Ok(())
    })
}

#[test]
fn null_and_a_second_time() -> Result<()> {
    leaves_nothing(|| {
        fails!(MallocPointer::<str>::null().detach(), NullPointer);
        fails!(CallocPointer::<u32>::null().detach(), NullPointer);
        let p = MallocPointer::from_slice(&[1_u32])?;
        let detached = p.detach()?;
        fails!(p.detach(), Memory, DETACHED);
        fails!(p.into_raw(), Memory, DETACHED);
        fails!(p.into_vec(), Memory, DETACHED);
        // Whoever frees the old handle frees nothing.
        fails!(free(p), Memory, DETACHED);
        assert_eq!(format!("{detached:?}"), "<detached block of 4 bytes>");
        drop(detached);
        Ok(())
    })
}
