use pointers::prelude::*;

#[derive(Fields)]
struct Stack {
    items: MallocPointer<i64>,
    top: usize,
}

type Done = std::result::Result<(), Box<dyn std::error::Error>>;

#[test]
fn a_stack() -> Done {
    pointers! {
        let s: MallocPointer<Stack> = malloc(size_of::<Stack>());
        s->items = malloc(8 * 4);
        s->top = 0;
        s->items[s->top++] <<= 3;
        s->items[s->top++] = 4;
        assert_eq!(s->top, 2);
        assert_eq!(s->items[--s->top], 4);
        assert_eq!(s->items[--s->top], 3);
        assert_eq!(s->top, 0);
        s->items[0]++;
        assert_eq!(s->items[0], 4);
        assert_eq!(s->items[0]--, 4);
        assert_eq!(++s->items[0], 4);
        free(s->items);
        free(s);
    }?;
    Ok(())
}

#[test]
fn handles_and_integers() -> Done {
    pointers! {
        let source: MallocPointer<u8> = malloc(4);
        source[0] <<= 1;
        source[1] <<= 2;
        source[2] <<= 3;
        source[3] <<= 0;
        let target: MallocPointer<u8> = malloc(4);
        let from = source;
        let to = target;
        let mut n = 3;
        while n-- > 0 {
            ~to++ = ~from++;
        }
        to <<= 9;
        assert_eq!(target.read()? + target[1] + target[3], 12);
        let buffer: MallocPointer<u8> = malloc(3);
        let mut len = 0;
        for c in 1..=3_u8 {
            buffer[len++] <<= c;
        }
        assert_eq!((len, buffer[2]), (3, 3));
        let mut unsigned = 0_u8;
        unsigned--;
        assert_eq!(unsigned, 255);
        unsigned++;
        ++unsigned;
        assert_eq!(unsigned, 1);
        buffer[0]++;
        assert_eq!(buffer[0], 2);
        let mut v = vec![1, 2];
        v[1]++;
        assert_eq!(v[1], 3);
        let x = 5;
        assert_eq!(x - -x, 10);
        free(buffer);
        free(source);
        free(target);
    }?;
    let error = pointers! {
        #![allow(misuse)]
        let p: MallocPointer<u8> = malloc(2);
        let back = p;
        p++;
        p--;
        for _ in 0..back.size() { p--; }
        free(p);
    };
    let error: Error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfBounds);
    Ok(())
}

/// `(*p)++` is the value's, of whatever `p` is: only the type says so.
#[test]
fn what_a_star_leads_to() -> Done {
    fn fresh() -> Result<MallocPointer<i32>> {
        malloc(4)
    }
    fn boxed() -> Box<u8> {
        Box::new(254)
    }
    let stale = pointers! {
        let p = fresh()?;
        *p = 1;
        assert_eq!((*p)++, 1);
        assert_eq!(++*p, 3);
        (*p)--;
        let list = [p];
        ++*list[0];
        (*list[0])++;
        assert_eq!(*p, 4);
        ++*fresh_again(p)?;
        (*fresh_again(p)?)++;
        let whole = p.as_pointer();
        (*whole)++;
        let closure = |p: MallocPointer<i32>| -> Result<i32> { Ok((*p)++) };
        assert_eq!((closure(p)?, *p), (7, 8));
        let mut own = boxed();
        ++*own;
        assert_eq!(((*own)++, *own), (255, 0));
        let mut n = 3;
        let r = &mut n;
        (*r)++;
        ++*r;
        assert_eq!(n, 5);
        free(p);
        (*p)++;
    };
    assert_eq!(stale.map_err(|error| error.kind()), Err(ErrorKind::Memory));
    Ok(())
}

fn fresh_again(p: MallocPointer<i32>) -> Result<MallocPointer<i32>> {
    Ok(p)
}

/// `~` of what is certainly an integer is the bitwise not, of whatever width the place has.
#[test]
fn bits_are_cleared() -> Result<()> {
    #[derive(Fields, Clone, Copy)]
    struct Flags {
        bits: u16,
    }
    pointers! {
        let f: MallocPointer<Flags> = malloc(2);
        f->bits = 0xff;
        let n = 3;
        f->bits &= ~(1 << n);
        f->bits &= ~(1 | 2);
        f->bits &= ~(n as u16 & 4 | 0x10);
        assert_eq!(f->bits, 0xe4);
        let mut wide = u64::MAX;
        wide &= ~((1 << 40) - 1);
        assert_eq!(wide, 0xff_ffff << 40);
        free(f);
    }
}
