//! Lanes that do the same work side by side: a short stretch of each in turn, many times, so that
//! what else the machine does falls on all of them alike.

use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one stretch of one lane takes, about. Short beside a time slice of the scheduler, so
/// that most stretches are undisturbed.
const STRETCH: Duration = Duration::from_micros(100);

/// Contenders for one piece of work. The first lane is what the others are compared with.
pub struct Race<'a> {
    work: String,
    lanes: Vec<Lane<'a>>,
}

struct Lane<'a> {
    name: &'static str,
    bar: Option<f64>,
    run: Box<dyn Fn(u32) -> Duration + 'a>,
}

impl<'a> Race<'a> {
    /// Nobody runs yet.
    pub fn new(work: impl Into<String>) -> Self {
        Self {
            work: work.into(),
            lanes: Vec::new(),
        }
    }

    /// One more lane.
    #[must_use]
    pub fn lane<R>(self, name: &'static str, call: impl Fn() -> R + 'a) -> Self {
        self.add(name, None, call)
    }

    /// One more lane, which is to take no more than `bar` times what the first takes.
    #[must_use]
    pub fn barred<R>(self, name: &'static str, bar: f64, call: impl Fn() -> R + 'a) -> Self {
        self.add(name, Some(bar), call)
    }

    fn add<R>(mut self, name: &'static str, bar: Option<f64>, call: impl Fn() -> R + 'a) -> Self {
        // The loop is compiled for this call: no pointer stands between it and what is timed.
        let run = move |calls: u32| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            start.elapsed()
        };
        self.lanes.push(Lane {
            name,
            bar,
            run: Box::new(run),
        });
        self
    }

    /// Runs all lanes `rounds` times and prints one JSON object a lane: the median of its
    /// nanoseconds, and the median over the rounds of its ratio to the first lane.
    pub fn run(&self, rounds: u32) {
        let calls: Vec<u32> = self.lanes.iter().map(calls_of_a_stretch).collect();
        let mut times = vec![Vec::new(); self.lanes.len()];
        for _ in 0..rounds.max(1) {
            for ((lane, calls), times) in self.lanes.iter().zip(&calls).zip(&mut times) {
                let time = (lane.run)(*calls).as_secs_f64() * 1e9;
                times.push(time / f64::from(*calls));
            }
        }
        for (lane, own) in self.lanes.iter().zip(&times) {
            let ratios = own.iter().zip(&times[0]).map(|(own, first)| own / first);
            let figure: Value = json!({
                "work": self.work,
                "lane": lane.name,
                "ns": median(own.clone()),
                "ratio": median(ratios.collect()),
                "bar": lane.bar,
            });
            println!("{figure}");
        }
    }
}

/// Also warms the lane up.
fn calls_of_a_stretch(lane: &Lane<'_>) -> u32 {
    let mut calls = 16;
    while (lane.run)(calls) < STRETCH && calls < 1 << 20 {
        calls *= 2;
    }
    calls
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How many rounds were asked for, by `SPECLOOM_BENCH_ROUNDS`; 301 otherwise.
pub fn rounds() -> u32 {
    let asked = std::env::var("SPECLOOM_BENCH_ROUNDS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(301)
}
