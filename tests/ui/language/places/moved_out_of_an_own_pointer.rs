use pointers::prelude::pointers;

type Pointer<T> = Box<T>;

struct Pair {
    a: String,
    b: String,
}

struct Holder {
    pair: Box<Pair>,
}

pointers! {
    fn moved(q: Pointer<Pair>) -> String { (*q).a }
    fn bound(q: Pointer<Pair>) -> usize { let s = (*q).a; s.len() + (*q).b.len() }
    fn under_another_name(h: Holder) -> String { (*h.pair).a + &(*h.pair).b }
}

fn main() {}
