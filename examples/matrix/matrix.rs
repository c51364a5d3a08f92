//! Matrices whose cells are one `calloc` block, row after row.

use std::fmt;

use pointers::prelude::*;

#[derive(Clone, Copy)]
pub(crate) struct Matrix {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) cells: CallocPointer<f64>,
}

#[derive(Debug)]
pub(crate) enum MatrixError {
    /// Rows and columns of the left and the right factor.
    Shapes([(usize, usize); 2]),
    Memory(Error),
}

pointers! {
    impl Matrix {
        pub(crate) fn zero(rows: usize, columns: usize) -> Result<Matrix> {
            let cells = calloc(rows.saturating_mul(columns), size_of::<f64>());
            Ok(Matrix {
                rows,
                columns,
                cells,
            })
        }

        pub(crate) fn identity(size: usize) -> Result<Matrix> {
            let matrix = Matrix::zero(size, size)?;
            for index in 0..size {
                matrix.cells[index * size + index] <<= 1.0;
            }
            Ok(matrix)
        }

        pub(crate) fn from_rows<const ROWS: usize, const COLUMNS: usize>(
            rows: [[f64; COLUMNS]; ROWS],
        ) -> Result<Matrix> {
            let matrix = Matrix::zero(ROWS, COLUMNS)?;
            let mut cell = matrix.cells;
            for value in rows.as_flattened() {
                cell <<= *value;
                cell += 1;
            }
            Ok(matrix)
        }

        pub(crate) fn multiply(&self, other: &Matrix) -> Result<Matrix, MatrixError> {
            if self.columns != other.rows {
                return Err(MatrixError::Shapes([
                    (self.rows, self.columns),
                    (other.rows, other.columns),
                ]));
            }
            let product = Matrix::zero(self.rows, other.columns)?;
            for row in 0..self.rows {
                for column in 0..other.columns {
                    let cell = product.cells + (row * product.columns + column);
                    for k in 0..self.columns {
                        ~cell += ~self.cells[row * self.columns + k]
                            * ~other.cells[k * other.columns + column];
                    }
                }
            }
            Ok(product)
        }

        pub(crate) fn transpose(&self) -> Result<Matrix> {
            let transposed = Matrix::zero(self.columns, self.rows)?;
            for row in 0..self.rows {
                for column in 0..self.columns {
                    transposed.cells[column * self.rows + row] <<=
                        ~self.cells[row * self.columns + column];
                }
            }
            Ok(transposed)
        }

        pub(crate) fn get(&self, row: usize, column: usize) -> Result<f64> {
            Ok(~self.cells[row * self.columns + column])
        }

        pub(crate) fn show(&self) -> Result<String> {
            let mut text = String::new();
            for row in 0..self.rows {
                for column in 0..self.columns {
                    text += &format!("{:10}", self.get(row, column)?);
                }
                text.push('\n');
            }
            Ok(text)
        }

        pub(crate) fn free(&self) -> Result<()> {
            free(self.cells);
            Ok(())
        }
    }
}

impl From<Error> for MatrixError {
    fn from(error: Error) -> Self {
        MatrixError::Memory(error)
    }
}

impl fmt::Display for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MatrixError::Shapes([left, right]) => {
                write!(
                    f,
                    "{} by {} times {} by {} has no product",
                    left.0, left.1, right.0, right.1
                )
            }
            MatrixError::Memory(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MatrixError {}
