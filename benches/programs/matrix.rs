//! Matrices, each a block of rows, multiplied.

use pointers::prelude::*;

use super::program::next_random;

pointers! {
    fn new_matrix(n: usize) -> Result<MallocPointer<MallocPointer<f64>>> {
        let rows: MallocPointer<MallocPointer<f64>> = malloc(n * size_of::<MallocPointer<f64>>());
        for i in 0..n {
            rows[i] = malloc(n * size_of::<f64>());
            for j in 0..n {
                rows[i][j] = 0.0;
            }
        }
        Ok(rows)
    }

    fn fill(m: MallocPointer<MallocPointer<f64>>, n: usize) -> Result<()> {
        for i in 0..n {
            for j in 0..n {
                m[i][j] = (next_random() % 100) as f64;
            }
        }
        Ok(())
    }

    fn multiply(to: MallocPointer<MallocPointer<f64>>, a: MallocPointer<MallocPointer<f64>>, b: MallocPointer<MallocPointer<f64>>, n: usize) -> Result<()> {
        for i in 0..n {
            for j in 0..n {
                let mut sum = 0.0;
                for k in 0..n {
                    sum += a[i][k] * b[k][j];
                }
                to[i][j] = sum;
            }
        }
        Ok(())
    }

    fn delete(m: MallocPointer<MallocPointer<f64>>, n: usize) -> Result<()> {
        for i in 0..n {
            free(m[i]);
        }
        free(m);
        Ok(())
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let n = n as usize;
        let (a, b, c) = (new_matrix(n)?, new_matrix(n)?, new_matrix(n)?);
        let mut sum = 0_u64;
        fill(a, n)?;
        fill(b, n)?;
        multiply(c, a, b, n)?;
        for i in 0..n {
            for j in 0..n {
                sum = sum.wrapping_mul(31).wrapping_add(c[i][j] as u64);
            }
        }
        delete(a, n)?;
        delete(b, n)?;
        delete(c, n)?;
        Ok(sum)
    }
}
