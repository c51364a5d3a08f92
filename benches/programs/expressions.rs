//! Expressions: read into trees, calculated, and freed.

use pointers::prelude::*;

use super::program::next_random;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Expression {
        /// `n` is a number, the others are their own sign.
        kind: u8,
        number: u64,
        left: MallocPointer<Expression>,
        right: MallocPointer<Expression>,
    }

    fn new_number(number: u64) -> Result<MallocPointer<Expression>> {
        let e: MallocPointer<Expression> = malloc(size_of::<Expression>());
        e->kind = b'n';
        e->number = number;
        e->left = NULL;
        e->right = NULL;
        Ok(e)
    }

    fn new_pair(kind: u8, left: MallocPointer<Expression>, right: MallocPointer<Expression>) -> Result<MallocPointer<Expression>> {
        let e: MallocPointer<Expression> = malloc(size_of::<Expression>());
        e->kind = kind;
        e->number = 0;
        e->left = left;
        e->right = right;
        Ok(e)
    }

    #[derive(Fields, Clone, Copy)]
    struct Parser {
        at: MallocPointer<u8>,
    }

    fn factor(p: MallocPointer<Parser>) -> Result<MallocPointer<Expression>> {
        if *p->at == b'(' {
            p->at++;
            let inner = sum(p)?;
            p->at++;
            return Ok(inner);
        }
        let mut number = 0;
        while *p->at >= b'0' && *p->at <= b'9' {
            number = number * 10 + u64::from(*p->at - b'0');
            p->at++;
        }
        new_number(number)
    }

    fn product(p: MallocPointer<Parser>) -> Result<MallocPointer<Expression>> {
        let left = factor(p)?;
        while *p->at == b'*' || *p->at == b'/' {
            let kind = *p->at;
            p->at++;
            left = new_pair(kind, left, factor(p)?)?;
        }
        Ok(left)
    }

    fn sum(p: MallocPointer<Parser>) -> Result<MallocPointer<Expression>> {
        let left = product(p)?;
        while *p->at == b'+' || *p->at == b'-' {
            let kind = *p->at;
            p->at++;
            left = new_pair(kind, left, product(p)?)?;
        }
        Ok(left)
    }

    fn value(e: MallocPointer<Expression>) -> Result<u64> {
        if e->kind == b'n' {
            return Ok(e->number);
        }
        let (left, right) = (value(e->left)?, value(e->right)?);
        Ok(match e->kind {
            b'+' => left.wrapping_add(right),
            b'-' => left.wrapping_sub(right),
            b'*' => left.wrapping_mul(right),
            _ => left.checked_div(right).unwrap_or(0),
        })
    }

    fn delete(e: MallocPointer<Expression>) -> Result<()> {
        if e == NULL {
            return Ok(());
        }
        delete(e->left)?;
        delete(e->right)?;
        free(e);
        Ok(())
    }

    /// Writes an expression so deep at most; where it ends.
    fn write_expression(at: MallocPointer<u8>, depth: u32) -> Result<MallocPointer<u8>> {
        if depth == 0 || next_random().is_multiple_of(8) {
            let number = (next_random() % 1000) as u32;
            if number >= 100 {
                *at++ = b'0' + (number / 100) as u8;
            }
            if number >= 10 {
                *at++ = b'0' + (number / 10 % 10) as u8;
            }
            *at++ = b'0' + (number % 10) as u8;
            return Ok(at);
        }
        *at++ = b'(';
        at = write_expression(at, depth - 1)?;
        *at++ = b"+-*/"[(next_random() % 4) as usize];
        at = write_expression(at, depth - 1)?;
        *at++ = b')';
        Ok(at)
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let mut result = 0_u64;
        let text: MallocPointer<u8> = malloc(1 << 16);
        let parser: MallocPointer<Parser> = malloc(size_of::<Parser>());
        for _ in 0..n {
            let end = write_expression(text, 10)?;
            *end = 0;
            parser->at = text;
            let e = sum(parser)?;
            for _ in 0..3 {
                result = result.wrapping_mul(31).wrapping_add(value(e)?);
            }
            delete(e)?;
        }
        free(parser);
        free(text);
        Ok(result)
    }
}
