//! How long something takes: the median of so many rounds, in milliseconds.

#[expect(clippy::disallowed_methods, reason = "a benchmark is about time")]
pub fn milliseconds(rounds: usize, mut work: impl FnMut()) -> f64 {
    let mut rounds: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = std::time::Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
