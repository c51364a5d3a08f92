// `.await` in the block, the block in `async fn`, `async` blocks and closures.
use std::future::{Future, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use pointers::prelude::*;

fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!(),
    }
}

pointers! {
    async fn add(p: MallocPointer<u32>, by: u32) -> Result<u32> {
        ~p += ready(by).await;
        Ok(~p)
    }
}

async fn outer() -> Result<u32> {
    pointers! {
        let p = malloc(4);
        p <<= ready(1).await;
        let sum = add(p, 2).await?;
        let inner = async { p <<= sum + 1; Ok::<_, Error>(~p) };
        assert_eq!(inner.await?, 4);
        let closure = async |by: u32| -> Result<u32> { Ok(~p + ready(by).await) };
        let value = closure(1).await?;
        free(p);
        value
    }
}

fn main() {
    assert_eq!(run(outer()).ok(), Some(5));
    assert!(run(add(MallocPointer::null(), 1)).is_err());
}
