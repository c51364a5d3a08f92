//! Matrices on `calloc`, and their product.
//!
//! `cargo run --example matrix`

pub(crate) mod matrix;

use std::error::Error;
use std::io::{self, Write};

use matrix::Matrix;

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let prices = Matrix::from_rows([[1.5, 2.0, 0.5]])?;
    let baskets = Matrix::from_rows([[2.0, 0.0], [1.0, 3.0], [4.0, 10.0]])?;
    let sums = prices.multiply(&baskets)?;
    writeln!(out, "Prices times baskets:\n{}", sums.show()?)?;
    let column = prices.transpose()?;
    match baskets.multiply(&column) {
        Ok(product) => product.free()?,
        Err(error) => writeln!(out, "Baskets times prices: {error}\n")?,
    }

    let step = Matrix::from_rows([[1.0, 1.0], [1.0, 0.0]])?;
    let mut power = Matrix::identity(2)?;
    for _ in 0..30 {
        let next = power.multiply(&step)?;
        power.free()?;
        power = next;
    }
    writeln!(out, "Fibonacci's matrix to the 30th:\n{}", power.show()?)?;
    for matrix in [prices, column, baskets, sums, step, power] {
        matrix.free()?;
    }
    Ok(())
}
