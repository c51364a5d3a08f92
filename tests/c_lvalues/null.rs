use pointers::prelude::*;

#[derive(Clone, Copy, Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

type Done = std::result::Result<(), Box<dyn std::error::Error>>;

pointers! {
    fn push(head: MallocPointer<Node>, value: i32) -> pointers::Result<MallocPointer<Node>> {
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        node->value = value;
        node->next = head;
        Ok(node)
    }

    fn nothing() -> MallocPointer<u8> {
        return NULL;
    }

    fn length(list: MallocPointer<Node>) -> pointers::Result<usize> {
        let mut n = 0;
        let mut at = list;
        while at != NULL {
            n++;
            at = at->next;
        }
        Ok(n)
    }
}

#[test]
fn null_is_of_the_type_that_is_wanted() -> Done {
    pointers! {
        let head: MallocPointer<Node> = NULL;
        assert!(head == NULL);
        let list = push(push(head, 1)?, 2)?;
        assert_eq!(length(list)?, 2);
        assert_eq!(list->next->value, 1);
        assert!(list->next->next == NULL);
        let chunks: CallocPointer<u8> = NULL;
        let one: Pointer<u8> = NULL;
        assert!(chunks.is_null() && one == NULL && nothing() == NULL);
        let node = Node { value: 1, next: NULL };
        assert!(node.next.is_null());
        assert_eq!(length(NULL)?, 0);
        free(list->next);
        free(list);
    }?;
    Ok(())
}

#[test]
fn the_users_own_wins() -> Done {
    const NULL: u8 = 7;
    pointers! {
        assert_eq!(NULL, 7);
        let n = NULL + 1;
        assert_eq!(n, 8);
    }?;
    Ok(())
}

pointers! {
    const NOBODY: MallocPointer<Node> = NULL;
    static EMPTY: Wrapped = Wrapped(Node { value: 0, next: NULL });

    const fn fresh(value: i32) -> Node {
        Node { value, next: NULL }
    }
}

/// A static needs `Sync`, which no handle is.
struct Wrapped(#[allow(dead_code)] Node);

// SAFETY: only NULL is in it, and nobody reads it.
unsafe impl Sync for Wrapped {}

#[test]
fn in_constants() -> Done {
    pointers! {
        assert!(NOBODY == NULL && fresh(3).next == NULL);
        assert_eq!(size_of_val(&EMPTY), size_of::<Node>());
    }?;
    Ok(())
}

mod own {
    pointers::pointers! {
        const NULL: u8 = 3;
        pub(super) const NEXT: u8 = NULL + 1;
    }
}

#[test]
fn a_constant_of_the_users_own() {
    assert_eq!(own::NEXT, 4);
}

/// `struct node *n;`, assigned later: once, on two ways, again and again.
#[test]
fn declared_without_a_value() -> Done {
    pointers! {
        let head = push(push(NULL, 1)?, 2)?;
        let once: MallocPointer<Node>;
        once = head;
        let either: MallocPointer<Node>;
        if once->value == 2 { either = once->next; } else { either = NULL; }
        let often: MallocPointer<Node>;
        let mut at = head;
        let mut sum = 0;
        while { often = at; often != NULL } {
            sum += often->value;
            at = often->next;
        }
        assert_eq!((sum, either->value), (3, 1));
        free(either);
        free(once);
    }?;
    Ok(())
}

/// `&mut p`, C's `&p`, needs no `mut` either.
#[test]
fn lent_without_mut() -> Done {
    fn set(out: &mut MallocPointer<u8>, to: MallocPointer<u8>) {
        *out = to;
    }
    pointers! {
        let p: MallocPointer<u8> = malloc(1);
        p <<= 3;
        let out: MallocPointer<u8> = NULL;
        set(&mut out, p);
        assert_eq!(*out, 3);
        let fresh = malloc(1);
        set(&mut fresh, p);
        free(out);
    }?;
    Ok(())
}
