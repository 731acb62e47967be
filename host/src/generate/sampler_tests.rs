//! Sampling against the scores that transformers computes.

use serde::Deserialize;

use super::*;

/// Scores after transformers' processors; see `tests/reference/text/sampling.py`.
#[derive(Deserialize)]
struct Case {
    logits: Vec<f32>,
    context: Vec<u32>,
    repetition_penalty: f32,
    /// None for greedy decoding.
    temperature: Option<f32>,
    top_k: Option<usize>,
    top_p: f32,
    /// None for minus infinity.
    scores: Vec<Option<f32>>,
    /// The log-softmax of the logits, in double precision.
    log_probs: Vec<f64>,
}

fn greedy() -> Sampler {
    Sampler::new(SamplerConfig::default()).expect("the default is valid")
}

fn sampling(temperature: f32, top_k: Option<usize>, top_p: f32, seed: u64) -> Sampler {
    let strategy = Strategy::Sample {
        temperature,
        top_k,
        top_p,
        seed,
    };
    Sampler::new(SamplerConfig {
        strategy,
        repetition_penalty: 1.0,
    })
    .expect("valid")
}

#[test]
fn scores_equal_transformers() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../../tests/reference/text/sampling.json"))
            .expect("the fixture");
    assert!(cases.len() >= 40, "the fixture is complete");
    for (i, case) in cases.iter().enumerate() {
        let strategy = match case.temperature {
            None => Strategy::Greedy,
            Some(temperature) => Strategy::Sample {
                temperature,
                top_k: case.top_k,
                top_p: case.top_p,
                seed: 1,
            },
        };
        let config = SamplerConfig {
            strategy,
            repetition_penalty: case.repetition_penalty,
        };
        let mut sampler = Sampler::new(config).expect("valid");
        let scores = sampler.process(&case.logits, &case.context).to_vec();
        for (token, (&score, expected)) in scores.iter().zip(&case.scores).enumerate() {
            match expected {
                None => assert_eq!(score, f32::NEG_INFINITY, "case {i}, token {token}"),
                Some(expected) => {
                    assert!(
                        (score - expected).abs() <= 1e-6 * expected.abs().max(1.0),
                        "case {i}, token {token}"
                    )
                }
            }
        }
        let choice = sampler
            .choose(&case.logits, &case.context)
            .expect("chooses");
        let token = choice.token as usize;
        assert!(
            case.scores[token].is_some(),
            "case {i}: a token left out was chosen"
        );
        assert!(
            (choice.log_prob - case.log_probs[token]).abs() < 1e-9,
            "case {i}: {}",
            choice.log_prob
        );
        if case.temperature.is_none() {
            let best = case
                .scores
                .iter()
                .flatten()
                .copied()
                .fold(f32::NEG_INFINITY, f32::max);
            assert_eq!(case.scores[token], Some(best), "case {i}");
        }
    }
}

#[test]
fn the_lowest_of_equal_tokens_is_taken() {
    let choice = greedy()
        .choose(&[1.0, 3.0, 3.0, -2.0, 3.0], &[])
        .expect("chooses");
    assert_eq!((choice.token, choice.margin), (1, 0.0));
    let choice = greedy().choose(&[1.0, 3.0, 2.5], &[]).expect("chooses");
    assert_eq!((choice.token, choice.margin), (1, 0.5));
    let choice = greedy()
        .choose(&[f32::NEG_INFINITY, -1e30], &[])
        .expect("chooses");
    assert_eq!(
        (choice.token, choice.log_prob, choice.margin),
        (1, 0.0, f32::INFINITY)
    );
}

#[test]
fn log_probabilities_are_stable() {
    let choice = greedy().choose(&[3e38, -3e38, 3e38], &[]).expect("chooses");
    assert!(
        (choice.log_prob - 0.5_f64.ln()).abs() < 1e-12,
        "{}",
        choice.log_prob
    );
    let choice = greedy().choose(&[-1e4, -1e4 - 1.0], &[]).expect("chooses");
    assert!(
        (choice.log_prob + (1.0 + (-1.0_f64).exp()).ln()).abs() < 1e-12,
        "{}",
        choice.log_prob
    );
}

#[test]
fn damaged_logits_are_an_error() {
    for value in [f32::NAN, f32::INFINITY] {
        for sampler in [&mut greedy(), &mut sampling(0.7, Some(2), 0.9, 0)] {
            let error = sampler
                .choose(&[0.0, value, 1.0], &[])
                .expect_err("not finite");
            assert!(
                matches!(error, SamplerError::NotFinite { token: 1, .. }),
                "{error}"
            );
            assert!(error.to_string().contains("token 1"), "{error}");
        }
    }
    assert_eq!(greedy().choose(&[], &[]), Err(SamplerError::NoToken(0)));
    assert_eq!(
        greedy().choose(&[f32::NEG_INFINITY; 3], &[]),
        Err(SamplerError::NoToken(3))
    );
}

#[test]
fn settings_out_of_range_are_refused() {
    let sample = |temperature, top_k, top_p| SamplerConfig {
        strategy: Strategy::Sample {
            temperature,
            top_k,
            top_p,
            seed: 0,
        },
        repetition_penalty: 1.0,
    };
    for (config, name) in [
        (sample(0.0, None, 1.0), "temperature"),
        (sample(f32::NAN, None, 1.0), "temperature"),
        (sample(f32::INFINITY, None, 1.0), "temperature"),
        (sample(1.0, Some(0), 1.0), "top-k"),
        (sample(1.0, None, 1.5), "top-p"),
        (sample(1.0, None, -0.1), "top-p"),
        (sample(1.0, None, f32::NAN), "top-p"),
        (
            SamplerConfig {
                repetition_penalty: 0.0,
                ..SamplerConfig::default()
            },
            "repetition penalty",
        ),
        (
            SamplerConfig {
                repetition_penalty: -1.0,
                ..SamplerConfig::default()
            },
            "repetition penalty",
        ),
    ] {
        let error = Sampler::new(config).expect_err(name).to_string();
        assert!(error.starts_with(name), "{error}");
    }
}

#[test]
fn the_same_seed_draws_the_same_tokens() {
    let logits: Vec<f32> = (0..50).map(|i| (i as f32 * 0.7).sin() * 2.0).collect();
    let draw = |seed: u64| {
        let mut sampler = sampling(1.0, None, 1.0, seed);
        (0..40)
            .map(|_| sampler.choose(&logits, &[]).expect("chooses").token)
            .collect::<Vec<_>>()
    };
    assert_eq!(draw(5), draw(5));
    assert_ne!(draw(5), draw(6));
}

#[test]
fn the_generator_is_splitmix64() {
    // The first numbers for the seed 1234567, as published with the algorithm.
    let mut random = SplitMix64(1_234_567);
    let numbers = [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
    ];
    assert_eq!([random.next(), random.next(), random.next()], numbers);
}

#[test]
fn tokens_are_drawn_as_often_as_they_are_probable() {
    let logits = [0.0_f32, 1.0, 2.0, f32::NEG_INFINITY, -1.0];
    let total: f64 = logits.iter().map(|&logit| f64::from(logit).exp()).sum();
    let mut sampler = sampling(1.0, None, 1.0, 42);
    let mut counts = [0_u32; 5];
    let draws = 20_000;
    for _ in 0..draws {
        counts[sampler.choose(&logits, &[]).expect("chooses").token as usize] += 1;
    }
    for (count, logit) in counts.into_iter().zip(logits) {
        let share = f64::from(count) / f64::from(draws);
        // Four standard deviations of the share of a coin are 0.014.
        assert!(
            (share - f64::from(logit).exp() / total).abs() < 0.015,
            "{counts:?}"
        );
    }
}

#[test]
fn a_top_p_of_zero_is_greedy() {
    let mut sampler = sampling(3.0, None, 0.0, 9);
    for _ in 0..20 {
        assert_eq!(
            sampler
                .choose(&[0.1, 0.2, 0.15], &[])
                .expect("chooses")
                .token,
            1
        );
    }
}
