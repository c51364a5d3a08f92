#[path = "../../examples/matrix/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::matrix::{Matrix, MatrixError};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
Prices times baskets:
         7        11

Baskets times prices: 3 by 2 times 3 by 1 has no product

Fibonacci's matrix to the 30th:
   1346269    832040
    832040    514229

"
    );
}

#[test]
fn products_are_those_of_arrays() -> Result<(), MatrixError> {
    let mut a = [[0.0; 7]; 5];
    let mut b = [[0.0; 3]; 7];
    let cells = a.as_flattened_mut().iter_mut().chain(b.as_flattened_mut());
    for (cell, number) in cells.zip(numbers(100)) {
        *cell = f64::from(number);
    }
    let (left, right) = (Matrix::from_rows(a)?, Matrix::from_rows(b)?);
    let product = left.multiply(&right)?;
    for cell in 0..15 {
        let (row, column) = (cell / 3, cell % 3);
        let expected: f64 = (0..7).map(|k| a[row][k] * b[k][column]).sum();
        assert_eq!(product.get(row, column)?, expected);
    }
    let one = Matrix::identity(3)?;
    let same = product.multiply(&one)?;
    assert_eq!(same.show()?, product.show()?);
    let turned = product.transpose()?;
    assert_eq!((turned.rows, turned.get(2, 4)?), (3, product.get(4, 2)?));
    for matrix in [left, right, product, one, same, turned] {
        matrix.free()?;
    }
    assert_nothing_lives();
    Ok(())
}

#[test]
fn sizes_that_no_memory_has() {
    for size in [usize::MAX, 1 << 32, 1 << 31] {
        let outcome = Matrix::zero(size, size);
        assert_eq!(
            outcome.map(|_| ()).map_err(|error| error.kind()),
            Err(ErrorKind::Allocation)
        );
    }
    assert_nothing_lives();
}

// The mistakes.

#[test]
fn rows_and_columns_are_counted_from_one() -> Result<()> {
    let matrix = Matrix::from_rows([[1.0, 2.0], [3.0, 4.0]])?;
    let outcome = pointers! {
        let mut sum = 0.0;
        for row in 1..=2 {
            for column in 1..=2 {
                sum += ~matrix.cells[row * 2 + column];
            }
        }
        sum
    };
    assert_mistake(
        outcome,
        ErrorKind::NotEnoughChunks,
        ["~matrix.cells", "calloc(", ""],
    );
    matrix.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn rows_and_columns_are_confused() -> Result<()> {
    let matrix = Matrix::zero(2, 5)?;
    assert_mistake(
        matrix.get(4, 1),
        ErrorKind::NotEnoughChunks,
        ["[row * self.columns", "calloc(", ""],
    );
    matrix.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn sums_start_in_memory_from_malloc() -> Result<()> {
    let cells: MallocPointer<f64> = malloc(4 * size_of::<f64>())?;
    // `calloc`'s zero is what the sum relies on.
    assert_mistake(
        pointers! { ~cells += 1.0; },
        ErrorKind::Dereference,
        ["~cells", "malloc(", ""],
    );
    free(cells)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_product_is_freed_with_its_factor() -> Result<(), MatrixError> {
    let matrix = Matrix::identity(2)?;
    let alias = matrix;
    matrix.free()?;
    let places = ["free(self.cells)", "calloc(", "free(self.cells)"];
    assert_mistake(alias.free(), ErrorKind::Memory, places);
    let places = ["[row * self.columns", places[1], places[2]];
    assert_mistake(alias.show(), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}
