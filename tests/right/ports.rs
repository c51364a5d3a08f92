//! What ports of C do: flags, fields, callbacks, lists, trees, cleanup, numbers in fields as bounds, steps, rows and closures.

use std::collections::HashMap;

use pointers::{prelude::*, string::*};

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    count: usize,
    next: MallocPointer<Node>,
    prev: MallocPointer<Node>,
    data: MallocPointer<u8>,
}

#[derive(Fields, Clone, Copy)]
struct Vector {
    data: MallocPointer<i64>,
    len: usize,
    cap: usize,
}

#[derive(Fields, Clone, Copy)]
struct Tree {
    key: i32,
    left: MallocPointer<Tree>,
    right: MallocPointer<Tree>,
}

#[derive(Fields, Clone, Copy)]
struct Buf {
    bytes: [u8; 16],
    used: usize,
    open: bool,
}

struct Holder {
    p: MallocPointer<i32>,
    owned: bool,
    n: usize,
}

fn yes() -> bool {
    std::hint::black_box(true)
}

fn no() -> bool {
    std::hint::black_box(false)
}

fn n(x: usize) -> usize {
    std::hint::black_box(x)
}

pointers! {
    fn freed_by_a_flag() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        let freed = yes();
        if freed { free(p); }
        if !freed {
            *p = 1;
            free(p);
        }
        Ok(())
    }

    fn allocated_by_a_flag() -> Result<()> {
        let p: MallocPointer<i32> = NULL;
        let have = yes();
        if have {
            p = malloc(4);
            *p = 3;
        }
        if have {
            println!("{}", *p);
            free(p);
        }
        Ok(())
    }

    fn owned_by_a_field() -> Result<()> {
        let h = Holder { p: malloc(4), owned: true, n: 1 };
        if h.owned { free(h.p); } else { *h.p = 1; }
        Ok(())
    }

    fn a_field_of_a_local_structure_again() -> Result<()> {
        let mut h = Holder { p: malloc(4), owned: true, n: 1 };
        free(h.p);
        h.p = malloc(8);
        h.p[1] = 2;
        println!("{}", h.p[1]);
        free(h.p);
        h.p = NULL;
        free(h.p);
        Ok(())
    }

    fn push(head: MallocPointer<Node>, v: i32) -> Result<MallocPointer<Node>> {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n->value = v;
        n->next = head;
        n->prev = NULL;
        n->count = 0;
        n->data = NULL;
        if head != NULL { head->prev = n; }
        Ok(n)
    }

    fn clear(head: MallocPointer<Node>) -> Result<()> {
        while head != NULL {
            let next = head->next;
            free(head);
            head = next;
        }
        Ok(())
    }

    fn the_head_is_freed_first() -> Result<()> {
        let l = push(push(NULL, 1)?, 2)?;
        let last = l->next;
        free(l);
        println!("{}", last->value);
        free(last);
        Ok(())
    }

    fn a_list_is_summed() -> Result<()> {
        let l: MallocPointer<Node> = NULL;
        for i in 0..5 { l = push(l, i)?; }
        let n = l;
        let mut s = 0;
        while n != NULL {
            s += n->value;
            n = n->next;
        }
        assert_eq!(s, 10);
        clear(l)
    }

    fn the_second_is_unlinked() -> Result<()> {
        let l = push(NULL, 1)?;
        l = push(l, 2)?;
        let d = l->next;
        l->next = d->next;
        free(d);
        assert!(l->next == NULL);
        free(l);
        Ok(())
    }

    fn a_circle() -> Result<()> {
        let head = push(NULL, 1)?;
        head->next = head;
        let n = head->next->next;
        assert!(n == head);
        head->next = NULL;
        free(head);
        Ok(())
    }

    fn two_handles_are_swapped() -> Result<()> {
        let a = push(NULL, 1)?;
        let b = push(NULL, 2)?;
        let t = a;
        a = b;
        b = t;
        free(a);
        println!("{}", b->value);
        free(b);
        Ok(())
    }

    fn leaf(k: i32) -> Result<MallocPointer<Tree>> {
        let t: MallocPointer<Tree> = malloc(size_of::<Tree>());
        t->key = k;
        t->left = NULL;
        t->right = NULL;
        Ok(t)
    }

    fn insert(t: MallocPointer<Tree>, k: i32) -> Result<MallocPointer<Tree>> {
        if t == NULL { return leaf(k); }
        if k < t->key { t->left = insert(t->left, k)?; } else {
            t->right = insert(t->right, k)?;
        }
        Ok(t)
    }

    fn cut(t: MallocPointer<Tree>) -> Result<()> {
        if t != NULL {
            cut(t->left)?;
            cut(t->right)?;
            free(t);
        }
        Ok(())
    }

    fn min(t: MallocPointer<Tree>) -> Result<MallocPointer<Tree>> {
        while t->left != NULL { t = t->left; }
        Ok(t)
    }

    fn remove(t: MallocPointer<Tree>, k: i32) -> Result<MallocPointer<Tree>> {
        if t == NULL { return NULL; }
        if k < t->key { t->left = remove(t->left, k)?; } else if k > t->key {
            t->right = remove(t->right, k)?;
        }  else {
            if t->left == NULL {
                let r = t->right;
                free(t);
                return Ok(r);
            }
            if t->right == NULL {
                let l = t->left;
                free(t);
                return Ok(l);
            }
            let m = min(t->right)?;
            t->key = m->key;
            t->right = remove(t->right, m->key)?;
        }
        Ok(t)
    }

    fn a_tree_is_edited() -> Result<()> {
        let t: MallocPointer<Tree> = NULL;
        for k in [5, 2, 8, 1, 9, 7] { t = insert(t, k)?; }
        t = remove(t, 5)?;
        t = remove(t, 1)?;
        assert_eq!(t->key, 7);
        cut(t)
    }

    fn a_vector_behind_a_handle() -> Result<()> {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->cap = 2;
        v->len = 0;
        v->data = malloc(v->cap * 8);
        for i in 0..10 {
            if v->len == v->cap {
                v->cap *= 2;
                realloc(v->data, v->cap * 8);
            }
            v->data[v->len++] = i;
        }
        assert_eq!(v->data[9], 9);
        free(v->data);
        free(v);
        Ok(())
    }

    fn a_vector_on_the_stack() -> Result<()> {
        let v = Vector { data: malloc(2 * 8), len: 0, cap: 2 };
        let mut v = v;
        v.data[v.len] = 1;
        v.len += 1;
        v.data[v.len] = 2;
        v.len += 1;
        if v.len == v.cap {
            realloc(v.data, 4 * 8);
            v.cap = 4;
        }
        v.data[v.len] = 3;
        v.len += 1;
        v.data[3] = 4;
        assert_eq!(v.data[2], 3);
        free(v.data);
        Ok(())
    }

    fn a_size_that_is_doubled() -> Result<()> {
        let mut size = 4;
        let p: MallocPointer<i32> = malloc(size);
        size *= 2;
        realloc(p, size);
        p[0] = 0;
        p[1] = 1;
        free(p);
        Ok(())
    }

    fn counted_down() -> Result<()> {
        let k = 3;
        let p: MallocPointer<i32> = malloc(k * 4);
        for i in 0..k { p[i] = i as i32; }
        let mut i = k;
        while i-- > 0 {
            print!("{}", p[i]);
        }
        free(p);
        Ok(())
    }

    fn stepped_down_to_the_start() -> Result<()> {
        let p: MallocPointer<i32> = malloc(12);
        p[0] = 1;
        p[1] = 2;
        p[2] = 3;
        let q = p + 2;
        while q > p { q--; }
        assert_eq!(*q, 1);
        free(q);
        Ok(())
    }

    fn stepped_up_and_back() -> Result<()> {
        let p: MallocPointer<i32> = malloc(12);
        let q = p;
        for i in 0..3 { *q++ = i; }
        q -= 3;
        assert!(q == p);
        free(q);
        Ok(())
    }

    fn up_to_the_end() -> Result<()> {
        let p: MallocPointer<u8> = malloc(4);
        let end = p + 4;
        let q = p;
        while q != end { *q++ = b'x'; }
        assert_eq!(end - p, 4);
        assert_eq!(*--end, b'x');
        free(p);
        Ok(())
    }

    fn a_flag_beside_a_bound() -> Result<()> {
        let b: MallocPointer<Buf> = malloc(size_of::<Buf>());
        b->used = 0;
        b->open = true;
        while b->open {
            b->bytes[b->used++] = 1;
            if b->used == 16 { b->open = false; }
        }
        assert_eq!(b->bytes[15], 1);
        free(b);
        Ok(())
    }

    fn each(l: MallocPointer<Node>, f: &mut dyn FnMut(MallocPointer<Node>) -> Result<()>) -> Result<()> {
        let n = l;
        while n != NULL {
            let next = n->next;
            f(n)?;
            n = next;
        }
        Ok(())
    }

    fn callbacks_that_read_and_free() -> Result<()> {
        let l = push(push(NULL, 1)?, 2)?;
        let mut sum = 0;
        each(l, &mut |n| { sum += n->value; Ok(()) })?;
        assert_eq!(sum, 3);
        each(l, &mut |n| pointers::free(n))?;
        Ok(())
    }

    fn a_closure_that_changes() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        *p = 1;
        let bump = || -> Result<()> { *p += 1; Ok(()) };
        bump()?;
        bump()?;
        assert_eq!(*p, 3);
        free(p);
        Ok(())
    }

    fn a_closure_that_frees() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        *p = 1;
        let release = || -> Result<()> { pointers::free(p) };
        if no() { release()?; } else {
            assert_eq!(*p, 1);
            release()?;
        }
        Ok(())
    }

    fn a_closure_that_allocates() -> Result<()> {
        let mut q: MallocPointer<i32> = NULL;
        let mut make = || -> Result<()> { q = pointers::malloc(4)?; Ok(()) };
        make()?;
        *q = 2;
        free(q);
        Ok(())
    }

    fn apply(f: fn(MallocPointer<i32>) -> Result<()>, p: MallocPointer<i32>) -> Result<()> {
        f(p)
    }

    fn zero(p: MallocPointer<i32>) -> Result<()> { *p = 0; Ok(()) }

    fn functions_as_values() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        apply(zero, p)?;
        assert_eq!(*p, 0);
        apply(pointers::free, p)?;
        Ok(())
    }

    fn cleanup_behind_a_label() -> Result<bool> {
        let a: MallocPointer<u8> = NULL;
        let b: MallocPointer<u8> = NULL;
        let ok = 'done: {
            a = malloc(n(3));
            if no() { break 'done false; }
            b = malloc(n(3));
            if yes() { break 'done true; }
            false
        };
        free(b);
        free(a);
        Ok(ok)
    }

    fn two_loops_are_left() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        'out: loop {
            loop {
                if yes() { break 'out; }
                free(p);
            }
        }
        *p = 1;
        free(p);
        Ok(())
    }

    fn freed_in_the_last_round() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        for i in 0..3 {
            if i == 2 {
                free(p);
                break;
            }
            *p = i;
        }
        Ok(())
    }

    fn freed_in_the_only_round() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        let mut done = false;
        while !done {
            *p = 1;
            free(p);
            done = true;
        }
        Ok(())
    }

    fn freed_in_a_round_that_is_the_last() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        let mut i = 0;
        while i < 3 {
            if i == 2 { free(p); } else { *p = 1; }
            i++;
        }
        Ok(())
    }

    fn allocated_in_the_first_round() -> Result<()> {
        let mut i = 0;
        let p: MallocPointer<i32> = NULL;
        loop {
            if i == 0 { p = malloc(4); }
            if i == 3 {
                free(p);
                break;
            }
            *p = i;
            i++;
        }
        Ok(())
    }

    fn freed_by_a_number(m: usize) -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        match m {
            0 => free(p), 1 => {
                *p = 1;
                free(p);
            }
            _ => {}
        }
        if m > 1 {
            *p = 5;
            free(p);
        }
        Ok(())
    }

    fn two_rows_of_one_block() -> Result<()> {
        let m: MallocPointer<MallocPointer<i32>> = malloc(2 * 16);
        m[0] = malloc(8);
        m[1] = m[0] + 1;
        m[0][0] = 1;
        *m[1] = 2;
        assert_eq!(m[0][1], 2);
        free(m[0]);
        m[0] = NULL;
        free(m);
        Ok(())
    }

    fn rows_of_growing_length() -> Result<()> {
        let m: MallocPointer<MallocPointer<i32>> = malloc(3 * 16);
        for i in 0..3 {
            m[i] = malloc(4 * (i + 1));
            for j in 0..=i { m[i][j] = j as i32; }
        }
        assert_eq!(m[2][2], 2);
        for i in 0..3 { free(m[i]); }
        free(m);
        Ok(())
    }

    fn arrays_of_arrays() -> Result<()> {
        let a: MallocPointer<[[u8; 3]; 2]> = malloc(12);
        for i in 0..2 {
            for j in 0..2 {
                for k in 0..3 { a[i][j][k] = (i + j + k) as u8; }
            }
        }
        assert_eq!(a[1][1][2], 4);
        free(a);
        Ok(())
    }

    fn set(out: Pointer<MallocPointer<i32>>) -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        *p = 9;
        *out = p;
        Ok(())
    }

    fn an_out_parameter_in_memory() -> Result<()> {
        let m: MallocPointer<MallocPointer<i32>> = malloc(16);
        *m = NULL;
        set(m.into())?;
        assert_eq!(**m, 9);
        free(*m);
        free(m);
        Ok(())
    }

    fn grow(out: &mut MallocPointer<i32>) -> Result<()> {
        realloc(*out, 8);
        (*out)[1] = 3;
        Ok(())
    }

    fn an_out_parameter_on_the_stack() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        grow(&mut p)?;
        assert_eq!(p[1], 3);
        free(p);
        Ok(())
    }

    fn words_are_swapped() -> Result<()> {
        let words: MallocPointer<MallocPointer<u8>> = malloc(2 * 16);
        words[0] = strdup("a");
        words[1] = strdup("bc");
        let t = words[0];
        words[0] = words[1];
        words[1] = t;
        assert_eq!(text(words[0]), "bc");
        free(words[0]);
        free(words[1]);
        free(words);
        Ok(())
    }

    fn a_copy_of_what_moved() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        *p = 1;
        let q = p;
        realloc(p, 400);
        assert_eq!(*q, 1);
        q[99] = 1;
        free(q);
        Ok(())
    }

    fn shrunk_and_grown() -> Result<()> {
        let p: MallocPointer<i32> = malloc(16);
        for i in 0..4 { p[i] = i; }
        realloc(p, 8);
        assert_eq!(p[1], 1);
        realloc(p, 16);
        p[3] = 1;
        free(p);
        Ok(())
    }

    fn a_string_that_grows() -> Result<()> {
        let s = strdup("abc");
        realloc(s, 10);
        strcat(s, "def");
        assert_eq!(strlen(s), 6);
        s[3] = 0;
        assert_eq!(text(s), "abc");
        free(s);
        Ok(())
    }

    fn back_by_a_difference() -> Result<()> {
        let p: MallocPointer<i32> = malloc(8);
        p[0] = 1;
        let q = p + 1;
        *q = 2;
        let d = q - p;
        free(q - d);
        Ok(())
    }

    fn make(k: i32) -> Result<MallocPointer<i32>> {
        let p: MallocPointer<i32> = malloc(4);
        *p = k;
        Ok(p)
    }

    fn drop_it(p: MallocPointer<i32>) -> Result<()> { free(p); Ok(()) }

    fn maybe_drop(p: MallocPointer<i32>, really: bool) -> Result<()> {
        if really { free(p); }
        Ok(())
    }

    fn helpers_that_may_free() -> Result<()> {
        let p = make(1)?;
        maybe_drop(p, false)?;
        assert_eq!(*p, 1);
        drop_it(p)?;
        p = make(2)?;
        assert_eq!(*p, 2);
        drop_it(p)
    }

    fn freed_by_a_helper_and_forgotten() -> Result<()> {
        let p = make(1)?;
        if yes() {
            drop_it(p)?;
            p = NULL;
        }
        if p != NULL { drop_it(p)?; }
        Ok(())
    }

    fn an_array_of_handles() -> Result<()> {
        let ps = [make(1)?, make(2)?];
        for p in ps { drop_it(p)?; }
        Ok(())
    }

    fn a_list_that_is_emptied() -> Result<()> {
        let mut all = vec![];
        for i in 0..4 { all.push(make(i)?); }
        while let Some(p) = all.pop() { drop_it(p)?; } Ok(())
    }

    fn a_map_of_handles() -> Result<()> {
        let mut map = HashMap::new();
        map.insert("a", make(1)?);
        let p = map["a"];
        assert_eq!(*p, 1);
        drop_it(p)?;
        map.insert("a", make(2)?);
        assert_eq!(*map["a"], 2);
        drop_it(map["a"])
    }

    fn given_or_made(x: Option<MallocPointer<i32>>) -> Result<()> {
        let p = match x { Some(p) => p, None => make(0)? };
        *p += 1;
        free(p);
        Ok(())
    }

    fn declared_without_a_value() -> Result<()> {
        let p: MallocPointer<i32>;
        if yes() { p = make(1)?; } else { p = make(2)?; }
        println!("{}", *p);
        free(p);
        Ok(())
    }

    fn one_of_two() -> Result<()> {
        let p = make(1)?;
        let q = if no() { p } else { make(2)? };
        free(q);
        *p = 3;
        free(p);
        Ok(())
    }

    fn a_pair_in_some_order() -> Result<()> {
        let a = make(1)?;
        let b = make(2)?;
        let (x, y) = if yes() { (a, b) } else { (b, a) };
        free(x);
        assert_eq!(*y, 2);
        free(y);
        Ok(())
    }

    fn a_part_outlives_the_whole() -> Result<()> {
        let n = push(NULL, 1)?;
        n->data = malloc(4);
        strcpy(n->data, "abc");
        let d = n->data;
        free(n);
        assert_eq!(text(d), "abc");
        free(d);
        Ok(())
    }

    fn a_field_is_freed_and_allocated_again() -> Result<()> {
        let n = push(NULL, 1)?;
        n->data = malloc(4);
        free(n->data);
        n->data = malloc(8);
        strcpy(n->data, "abcdefg");
        free(n->data);
        n->data = NULL;
        free(n->data);
        free(n);
        Ok(())
    }

    fn fields_are_stepped() -> Result<()> {
        let n = push(NULL, 0)?;
        n->value++;
        ++n->value;
        n->value--;
        --n->value;
        assert_eq!(n->value++, 0);
        assert_eq!(n->value, 1);
        free(n);
        Ok(())
    }

    fn chunks() -> Result<()> {
        let c: CallocPointer<i32> = calloc(4, 4);
        for x in c { x <<= *&1; }
        let mut s = 0;
        for x in c { s += ~x; }
        assert_eq!(s, 4);
        c[3]++;
        assert_eq!(~c[3], 2);
        free(c);
        Ok(())
    }

    fn a_chunk_stepped_back() -> Result<()> {
        let c: CallocPointer<i32> = calloc(2, 4);
        let d = c + 1;
        d <<= 3;
        d--;
        assert_eq!(~d, 0);
        free(d);
        Ok(())
    }

    fn caught_where_memory_ends() -> Result<()> {
        let p: MallocPointer<i32> = malloc(4);
        try {
            let q: MallocPointer<i32> = malloc(usize::MAX);
            free(q);
        }  except Allocation { *p = 7; }
        free(p);
        Ok(())
    }
}

#[test]
fn all_run_and_leave_nothing() -> Result<()> {
    let before = pointers::heap::stats().live_blocks;
    freed_by_a_flag()?;
    allocated_by_a_flag()?;
    owned_by_a_field()?;
    a_field_of_a_local_structure_again()?;
    the_head_is_freed_first()?;
    a_list_is_summed()?;
    the_second_is_unlinked()?;
    a_circle()?;
    two_handles_are_swapped()?;
    a_tree_is_edited()?;
    a_vector_behind_a_handle()?;
    a_vector_on_the_stack()?;
    a_size_that_is_doubled()?;
    counted_down()?;
    stepped_down_to_the_start()?;
    stepped_up_and_back()?;
    up_to_the_end()?;
    a_flag_beside_a_bound()?;
    callbacks_that_read_and_free()?;
    a_closure_that_changes()?;
    a_closure_that_frees()?;
    a_closure_that_allocates()?;
    functions_as_values()?;
    cleanup_behind_a_label()?;
    two_loops_are_left()?;
    freed_in_the_last_round()?;
    freed_in_the_only_round()?;
    freed_in_a_round_that_is_the_last()?;
    allocated_in_the_first_round()?;
    freed_by_a_number(0)?;
    freed_by_a_number(1)?;
    freed_by_a_number(2)?;
    two_rows_of_one_block()?;
    rows_of_growing_length()?;
    arrays_of_arrays()?;
    an_out_parameter_in_memory()?;
    an_out_parameter_on_the_stack()?;
    words_are_swapped()?;
    a_copy_of_what_moved()?;
    shrunk_and_grown()?;
    a_string_that_grows()?;
    back_by_a_difference()?;
    helpers_that_may_free()?;
    freed_by_a_helper_and_forgotten()?;
    an_array_of_handles()?;
    a_list_that_is_emptied()?;
    a_map_of_handles()?;
    given_or_made(None)?;
    declared_without_a_value()?;
    one_of_two()?;
    a_pair_in_some_order()?;
    a_part_outlives_the_whole()?;
    a_field_is_freed_and_allocated_again()?;
    fields_are_stepped()?;
    chunks()?;
    a_chunk_stepped_back()?;
    caught_where_memory_ends()?;
    assert_eq!(pointers::heap::stats().live_blocks, before);
    Ok(())
}
