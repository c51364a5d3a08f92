//! In edition 2021 temporaries of a tail expression live longer, and the crate has another name here.
#![deny(warnings)]
#![forbid(unsafe_code)]

use renamed::prelude::*;

struct Named {
    name: String,
    next: MallocPointer<Named>,
}

pointers! {
    fn length(p: MallocPointer<Named>) -> Result<usize> {
        let other = p;
        Ok((~other).name.len() + p->name.len())
    }

    fn tail(p: MallocPointer<Named>) -> Result<usize> {
        let local = String::from("ab");
        (~p).name = local;
        let other = p;
        if (~other).next.is_null() { Ok(p->name.len()) } else { Ok(0) }
    }
}

pointers! {
    fn sum(p: MallocPointer<u64>, n: usize) -> Result<u64> {
        let mut total = 0;
        for i in 0..n {
            p[i] <<= i as u64;
        }
        for i in 0..n {
            p[i] <<= u64::min(i as u64, ~p[i]);
        }
        for i in 0..n {
            p[i] <<= u64::max(i as u64, total);
        }
        for i in 0..n {
            total += ~p[i];
            p[i] += 1;
        }
        for i in std::cell::RefCell::new(vec![0]).borrow().iter() {
            total += ~p[*i];
        }
        Ok(total)
    }
}

fn main() -> Result<()> {
    let numbers = malloc(800)?;
    assert_eq!(sum(numbers, 100)?, 4951);
    free(numbers)?;
    let value = pointers! {
        let text = malloc(52);
        text <<= "abc";
        assert_eq!((~text).len(), 3);
        let p = malloc(std::mem::size_of::<Named>());
        p <<= Named { name: String::from("a"), next: MallocPointer::null() };
        assert_eq!(length(p)?, 2);
        assert_eq!(tail(p)?, 2);
        let all = calloc(3, 28);
        for (i, chunk) in all.into_iter().enumerate() {
            chunk <<= i;
            ~chunk += 1;
        }
        let found = try { ~all[3] } except NotEnoughChunks as error { error.to_string().len() };
        assert!(found > 3);
        let next = p->next;
        assert!(next.is_null());
        let counts = vec![1_u32, 2];
        for count in &counts {
            let mut sum = *count;
            let r = &mut sum;
            *r = *count * 2;
            assert_eq!(*r, 2 * *count, "{r}", r = r);
        }
        let number = malloc(4);
        *number = 5_u32;
        assert!(*number == 5);
        free(number);
        free(text);
        free(all);
        let q = p;
        (~q).name.clone()
    }?;
    assert_eq!(value, "ab");
    Ok(())
}

#[test]
fn runs() {
    assert!(main().is_ok());
}
