//! Runs contenders against each other.
//!
//! Each contender lives in a process of its own, so that none finds the heap as another left it; this program runs
//! itself for that. A round lets every contender do its work once, one at a time, and the next round begins with the
//! next one, so that what else the machine does meets all of them alike. What counts is the median, over the rounds,
//! of a contender's processor time divided by the first contender's in the same round.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// The names of the contenders, in the order of the table's columns.
pub(crate) const RAW: &str = "raw";
pub(crate) const BOX: &str = "Box";
pub(crate) const RC: &str = "Rc<RefCell>";
pub(crate) const SLOTMAP: &str = "SlotMap";
pub(crate) const DENSE: &str = "DenseSlotMap";
pub(crate) const GENERATIONAL: &str = "generational-box";
pub(crate) const THUNDERDOME: &str = "thunderdome";
pub(crate) const API: &str = "pointers, API";
pub(crate) const MACRO: &str = "pointers, macro";

/// The argument with which this program runs itself.
pub(crate) const ARGUMENT: &str = "--contender";

type Run = Box<dyn FnMut() -> u64>;

/// One way to do a piece of work.
pub(crate) struct Contender {
    name: &'static str,
    make: Box<dyn FnOnce() -> Run>,
}

/// `make` prepares what is not measured, and gives the work itself, whose result tells that it was the same work.
pub(crate) fn contender<R: FnMut() -> u64 + 'static>(
    name: &'static str,
    make: impl FnOnce() -> R + 'static,
) -> Contender {
    Contender {
        name,
        make: Box::new(|| Box::new(make())),
    }
}

/// A piece of work, to be done by each contender.
pub(crate) struct Workload {
    pub(crate) name: String,
    /// How many operations one run is, for the time of one.
    pub(crate) operations: usize,
    /// What the median ratio of `pointers` is meant to be at most.
    pub(crate) target: f64,
    pub(crate) contenders: Vec<Contender>,
}

/// What was measured of one workload.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) target: f64,
    /// The median time of one operation by the first contender, in nanoseconds.
    pub(crate) raw: f64,
    pub(crate) ratios: Vec<(&'static str, f64)>,
}

impl Row {
    pub(crate) fn ratio(&self, name: &str) -> Option<f64> {
        self.ratios
            .iter()
            .find(|(other, _)| *other == name)
            .map(|&(_, ratio)| ratio)
    }
}

/// How long to measure a workload.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) quick: bool,
    pub(crate) least_rounds: usize,
    pub(crate) most_rounds: usize,
    pub(crate) time: Duration,
}

/// A contender that waits in its process.
struct Waiting {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Waiting {
    fn start(workload: &str, contender: &str, effort: Effort) -> Self {
        let this = std::env::current_exe().expect("its own path");
        let mut process = Command::new(this)
            .args([ARGUMENT, workload, contender])
            .args(effort.quick.then_some("--quick"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("runs itself");
        let orders = process.stdin.take().expect("piped");
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        Waiting {
            process,
            orders,
            answers,
        }
    }

    /// Lets it work once: its result, and how many seconds it took.
    fn run(&mut self) -> (u64, f64) {
        writeln!(self.orders).expect("it waits");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("it answers");
        let (result, time) = answer.trim().split_once(' ').expect("it did its work");
        (
            result.parse().expect("a result"),
            time.parse().expect("a time"),
        )
    }

    fn stop(mut self) {
        drop(self.orders);
        self.process.wait().expect("it ends");
    }
}

/// What a contender does in its own process: works once for each line that it is sent.
pub(crate) fn child(workload: Workload, name: &str) {
    let contender = workload
        .contenders
        .into_iter()
        .find(|contender| contender.name == name);
    let mut run = (contender.expect("a known contender").make)();
    for _ in std::io::stdin().lines() {
        let start = cpu_seconds();
        let result = std::hint::black_box(run());
        println!("{result} {}", cpu_seconds() - start);
    }
}

/// The time that this process, all its threads, has had a processor for: what others do on the machine does not count.
pub(crate) fn cpu_seconds() -> f64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `time` is a place for the result.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

pub(crate) fn measure(workload: &Workload, effort: Effort) -> Row {
    let names: Vec<_> = workload
        .contenders
        .iter()
        .map(|contender| contender.name)
        .collect();
    let start = |name: &&'static str| Waiting::start(&workload.name, name, effort);
    let mut contenders: Vec<_> = names.iter().map(start).collect();
    // Not measured: memory is touched for the first time, and the results are compared.
    let results: Vec<_> = contenders
        .iter_mut()
        .map(|contender| contender.run().0)
        .collect();
    for (name, result) in names.iter().zip(&results) {
        assert_eq!(
            *result, results[0],
            "{}: {name} does other work",
            workload.name
        );
    }

    let mut times = vec![Vec::new(); names.len()];
    let start = Instant::now();
    for round in 0..effort.most_rounds {
        if round >= effort.least_rounds && start.elapsed() > effort.time {
            break;
        }
        for turn in 0..names.len() {
            let index = (round + turn) % names.len();
            times[index].push(contenders[index].run().1);
        }
    }
    contenders.into_iter().for_each(Waiting::stop);

    let ratio = |(name, own): (&&'static str, &Vec<f64>)| {
        (
            *name,
            median(
                own.iter()
                    .zip(&times[0])
                    .map(|(own, raw)| own / raw)
                    .collect(),
            ),
        )
    };
    Row {
        ratios: names.iter().zip(&times).map(ratio).collect(),
        name: workload.name.clone(),
        target: workload.target,
        raw: median(times[0].clone()) / workload.operations as f64 * 1e9,
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        (values[middle - 1] + values[middle]) / 2.0
    }
}
