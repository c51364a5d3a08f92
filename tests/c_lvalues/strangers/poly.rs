//! Polynomials as sorted lists of terms, from a pool with a list of free ones.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Term {
    exp: i32,
    coef: f64,
    next: MallocPointer<Term>,
}
#[derive(Fields)]
struct Pool {
    chunk: MallocPointer<Term>,
    used: usize,
    size: usize,
    free: MallocPointer<Term>,
    allocated: i64,
}

pointers! {

fn term_new(p: MallocPointer<Pool>, exp: i32, coef: f64, next: MallocPointer<Term>) -> Result<MallocPointer<Term>> {
    let t: MallocPointer<Term>;
    if p->free != NULL {
        t = p->free;
        p->free = t->next;
    } else {
        t = &raw mut p->chunk[p->used++];
    }
    p->allocated++;
    *t = Term { exp, coef, next };
    Ok(t)
}

fn add_term(p: MallocPointer<Pool>, poly: Pointer<MallocPointer<Term>>, exp: i32, coef: f64) -> Result<()> {
    while *poly != NULL && (*poly)->exp > exp {
        poly = &raw mut (*poly)->next;
    }
    if *poly != NULL && (*poly)->exp == exp {
        (*poly)->coef += coef;
        if (*poly)->coef.abs() < 1e-9 {
            let dead = *poly;
            *poly = dead->next;
            dead->next = p->free;
            p->free = dead;
        }
    } else {
        *poly = term_new(p, exp, coef, *poly)?;
    }
    Ok(())
}

fn mul(p: MallocPointer<Pool>, a: MallocPointer<Term>, b: MallocPointer<Term>) -> Result<MallocPointer<Term>> {
    let out: MallocPointer<MallocPointer<Term>> = malloc(size_of::<MallocPointer<Term>>());
    *out = NULL;
    while a != NULL {
        let q = b;
        while q != NULL {
            add_term(p, out.into(), a->exp + q->exp, a->coef * q->coef)?;
            q = q->next;
        }
        a = a->next;
    }
    let result = *out;
    free(out);
    Ok(result)
}

fn eval(t: MallocPointer<Term>, x: f64) -> Result<f64> {
    let mut sum = 0.0;
    while t != NULL {
        sum += t->coef * x.powi(t->exp);
        t = t->next;
    }
    Ok(sum)
}

fn print(t: MallocPointer<Term>, printed: &mut String) -> Result<()> {
    let mut sep = "";
    while t != NULL {
        printed.push_str(&format!("{}{:.1}x^{}", sep, t->coef, t->exp));
        sep = " + ";
        t = t->next;
    }
    printed.push('\n');
    Ok(())
}

fn run(printed: &mut String) -> Result<()> {
    let p: MallocPointer<Pool> = malloc(size_of::<Pool>());
    p->chunk = malloc(64 * size_of::<Term>());
    p->used = 0; p->size = 64; p->free = NULL; p->allocated = 0;
    let a: MallocPointer<MallocPointer<Term>> = malloc(size_of::<MallocPointer<Term>>());
    let b: MallocPointer<MallocPointer<Term>> = malloc(size_of::<MallocPointer<Term>>());
    *a = NULL;
    *b = NULL;
    add_term(p, a.into(), 1, 1.0)?;
    add_term(p, a.into(), 0, 1.0)?;
    add_term(p, b.into(), 1, 1.0)?;
    add_term(p, b.into(), 0, -1.0)?;
    let c = mul(p, *a, *b)?;
    print(*a, printed)?;
    print(*b, printed)?;
    print(c, printed)?;
    printed.push_str(&format!("{:.2} {} {}\n", eval(c, 3.0)?, p->allocated, p->used));
    free(a);
    free(b);
    free(p->chunk);
    free(p);
    Ok(())
}

}

#[test]
fn it_prints_what_c_prints() -> Result<()> {
    let mut printed = String::new();
    run(&mut printed)?;
    assert_eq!(
        printed,
        "1.0x^1 + 1.0x^0\n1.0x^1 + -1.0x^0\n1.0x^2 + -1.0x^0\n8.00 7 6\n"
    );
    Ok(())
}
