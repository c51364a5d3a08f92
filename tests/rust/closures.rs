//! Compound assignments in closures and `async` blocks, which capture what they name.

use std::cell::RefCell;
use std::future::Future;
use std::ops::{AddAssign, ShlAssign};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

#[derive(Default)]
struct Log(RefCell<String>);

impl Log {
    fn at<T>(&self, what: char, value: T) -> T {
        self.0.borrow_mut().push(what);
        value
    }
}

/// Text that owns what is added to it: its operators are overloaded, so its place is evaluated first.
#[derive(Clone, Debug, Default, PartialEq)]
struct Own(Vec<String>);

impl AddAssign<&str> for Own {
    fn add_assign(&mut self, by: &str) {
        self.0.push(format!("+{by}"));
    }
}

impl ShlAssign<&str> for Own {
    fn shl_assign(&mut self, by: &str) {
        self.0.push(format!("<<{by}"));
    }
}

fn name() -> String {
    "name".to_string()
}

fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn sendable<F: Future + Send>(future: F) -> F {
    future
}

both! {
    #[derive(Debug, PartialEq)]
    pub(super) struct Table { pub(super) w: Vec<Vec<usize>>, pub(super) a: usize, pub(super) own: Vec<Own> }

    impl Table {
        pub(super) fn new() -> Self {
            Self { w: vec![vec![1, 2], vec![3, 4]], a: 1, own: vec![Own::default()] }
        }

        fn len(&self) -> usize { 2 }

        fn row(&mut self) -> &mut Vec<usize> { &mut self.w[1] }

        pub(super) fn by_reference(&mut self, log: &Log) {
            let mut change = |n: usize| {
                self.w[log.at('a', 0)][log.at('b', 0)] += log.at('c', n);
                self.w[log.at('d', 0)][log.at('e', 0)] <<= log.at('f', n);
                self.own[log.at('g', 0)] += log.at('h', name()).as_str();
                self.own[log.at('i', 0)] <<= log.at('j', name()).as_str();
                self.w[0][0] += self.w[0][1];
                self.w[0][0] <<= self.w[0][1];
                self.a <<= self.len();
                self.a += self.len();
                self.row()[log.at('k', 0)] += log.at('l', n);
            };
            change(1);
            change(2);
        }

        pub(super) fn by_value(mut self, log: &Log) -> Self {
            let change = move |n: usize| {
                self.w[log.at('a', 0)][0] += log.at('b', n);
                self.a <<= self.len();
                self
            };
            change(3)
        }

        pub(super) fn typed(self: &mut Self, log: &Log) {
            let mut change = |n: usize| self.w[log.at('a', 0)][0] += log.at('b', n);
            change(3);
        }

        pub(super) async fn later(&mut self, log: &Log) {
            let inner = async {
                self.w[log.at('a', 0)][0] += log.at('b', async { 4 }.await);
                self.own[log.at('c', 0)] <<= log.at('d', name()).as_str();
                self.a <<= self.len();
            };
            inner.await;
        }
    }

    pub(super) fn parameters(log: &Log) -> (Vec<Vec<usize>>, Vec<Own>, usize) {
        let mut w = vec![vec![1, 2], vec![3, 4]];
        let mut own = vec![Own::default()];
        let change = |w: &mut Vec<Vec<usize>>, own: &mut [Own], table: &mut Table| {
            w[log.at('a', 0)][0] += log.at('b', 1);
            own[log.at('c', 0)] += log.at('d', name()).as_str();
            own[log.at('e', 0)] <<= log.at('f', name()).as_str();
            table.a <<= table.len();
            w[0][1] <<= w[0][0];
        };
        let mut table = Table::new();
        change(&mut w, &mut own, &mut table);
        (w, own, table.a)
    }

    pub(super) fn declared(log: &Log) -> Vec<usize> {
        let mut w = vec![vec![1, 2], vec![3, 4]];
        let mut own = vec![vec![Own::default()]];
        let mut change = || {
            for row in w.iter_mut() {
                row[log.at('a', 0)] += log.at('b', row.len());
                row[log.at('c', 0)] <<= log.at('d', row.len());
            }
            let (first, rest) = w.split_at_mut(1);
            first[log.at('e', 0)][0] += log.at('f', rest[0][1]);
            if let Some(own) = own.first_mut() {
                own[log.at('g', 0)] += log.at('h', name()).as_str();
            }
            match own.last_mut() {
                Some(own) => own[log.at('i', 0)] <<= log.at('j', name()).as_str(),
                None => {}
            }
            let again = &mut w;
            let mut inner = || again[log.at('k', 0)][0] += log.at('l', 1);
            inner();
        };
        change();
        w.concat()
    }

    pub(super) fn futures(log: &Log) -> Option<(Vec<Vec<usize>>, Vec<Own>)> {
        let mut table = Table::new();
        let w = &mut table.w;
        let own = &mut table.own;
        ready(async {
            w[log.at('a', 0)][0] += log.at('b', async { 3 }.await);
            own[log.at('c', 0)] += log.at('d', name()).as_str();
            for row in w.iter_mut() {
                row[log.at('e', 0)] <<= log.at('f', row.len());
            }
        })?;
        ready(table.later(log))?;
        Some((table.w, table.own))
    }

    pub(super) fn sent(mut w: Vec<Vec<u64>>) -> Option<u64> {
        ready(sendable(async move {
            let row = w.remove(0);
            let rows = &mut [row];
            rows[0][async { 0 }.await] += async { 5 }.await;
            rows[0][async { 0 }.await] <<= async { 1 }.await;
            rows[0][0]
        }))
    }
}

fn same<R: std::fmt::Debug + PartialEq>(
    rust: impl FnOnce(&Log) -> R,
    ours: impl FnOnce(&Log) -> R,
) {
    let (rusts, our) = (Log::default(), Log::default());
    assert_eq!(rust(&rusts), ours(&our));
    assert_eq!(rusts.0, our.0);
}

#[test]
fn of_self() {
    let plain = |t: &rust::Table| (t.w.clone(), t.a, t.own.clone());
    let marked = |t: &ours::Table| (t.w.clone(), t.a, t.own.clone());
    let rusts = |f: fn(&mut rust::Table, &Log)| {
        move |log: &Log| {
            let mut table = rust::Table::new();
            f(&mut table, log);
            plain(&table)
        }
    };
    let our = |f: fn(&mut ours::Table, &Log)| {
        move |log: &Log| {
            let mut table = ours::Table::new();
            f(&mut table, log);
            marked(&table)
        }
    };
    same(
        rusts(rust::Table::by_reference),
        our(ours::Table::by_reference),
    );
    same(rusts(rust::Table::typed), our(ours::Table::typed));
    same(
        |log| plain(&rust::Table::new().by_value(log)),
        |log| marked(&ours::Table::new().by_value(log)),
    );
}

#[test]
fn of_what_a_closure_declares() {
    same(rust::parameters, ours::parameters);
    same(rust::declared, ours::declared);
}

#[test]
fn of_futures() {
    same(rust::futures, ours::futures);
    let w = || vec![vec![1]];
    assert_eq!(rust::sent(w()), ours::sent(w()));
}
