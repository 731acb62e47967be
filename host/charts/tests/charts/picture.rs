//! Pixels, files, JSON, and that nothing depends on chance.

use inkstone_charts::*;

fn chart() -> Chart {
    Chart::from(GroupedBars {
        title: "时延".into(),
        axis: Axis::linear("时延", "ms"),
        groups: vec!["视觉".into()],
        series: vec![BarSeries {
            name: "cpu".into(),
            bars: vec![Bar::with_deviation(80.0, 3.0)],
        }],
        error_name: String::new(),
    })
}

fn pixel(pixels: &RgbPixels, x: u32, y: u32) -> [u8; 3] {
    let start = (y as usize * pixels.width as usize + x as usize) * 3;
    [
        pixels.bytes[start],
        pixels.bytes[start + 1],
        pixels.bytes[start + 2],
    ]
}

#[test]
fn equal_charts_give_equal_bytes() {
    let size = Size::new(500, 300);
    for theme in [Theme::Light, Theme::Dark] {
        assert_eq!(chart().svg(size, theme), chart().svg(size, theme));
        assert_eq!(
            chart().png(size, theme, 1.0).expect("a PNG"),
            chart().png(size, theme, 1.0).expect("a PNG")
        );
    }
    assert_ne!(
        chart().svg(size, Theme::Light),
        chart().svg(size, Theme::Dark)
    );
}

#[test]
fn pixels_have_the_themes_colours() {
    for (theme, background) in [
        (Theme::Light, [0xFF, 0xFF, 0xFF]),
        (Theme::Dark, [0x16, 0x19, 0x1F]),
    ] {
        for scale in [1.0, 1.5, 2.0] {
            let pixels = chart().rgb(Size::new(400, 300), theme, scale);
            assert_eq!(
                (pixels.width, pixels.height),
                ((400.0 * scale) as u32, (300.0 * scale) as u32)
            );
            assert_eq!(
                pixels.bytes.len(),
                pixels.width as usize * pixels.height as usize * 3
            );
            for (x, y) in [
                (0, 0),
                (pixels.width - 1, 0),
                (0, pixels.height - 1),
                (pixels.width - 1, pixels.height - 1),
            ] {
                assert_eq!(
                    pixel(&pixels, x, y),
                    background,
                    "{theme:?} {scale} corner {x} {y}"
                );
            }
            let bar = device_colors(&["cpu"], theme)[0];
            let count = pixels
                .bytes
                .chunks_exact(3)
                .filter(|&pixel| pixel == bar)
                .count();
            assert!(
                count as f32 > 5000.0 * scale * scale,
                "{theme:?} {scale}: {count} pixels of the bar"
            );
        }
    }
}

#[test]
fn hanzi_are_drawn() {
    // The heading's ink, with and without the text.
    let ink = |title: &str| {
        let chart = Chart::from(Series {
            title: title.into(),
            ..Default::default()
        });
        let pixels = chart.rgb(Size::new(300, 200), Theme::Light, 1.0);
        (0..40)
            .flat_map(|y| (0..300).map(move |x| (x, y)))
            .filter(|&(x, y)| pixel(&pixels, x, y)[0] < 0x80)
            .count()
    };
    assert_eq!(ink(""), 0);
    let (dense, light) = (ink("龘鑫鑫鑫"), ink("一一一一"));
    assert!(light > 20 && dense > 2 * light, "{dense} {light}");
}

#[test]
fn png_decodes_to_the_pixels() {
    let size = Size::new(320, 200);
    let file = chart().png(size, Theme::Dark, 1.0).expect("a PNG");
    let decoded = image::load_from_memory(&file)
        .expect("a readable PNG")
        .into_rgb8();
    let pixels = chart().rgb(size, Theme::Dark, 1.0);
    assert_eq!((decoded.width(), decoded.height()), (320, 200));
    assert_eq!(decoded.into_raw(), pixels.bytes);
}

#[test]
fn language_changes_the_charts_own_words() {
    let empty = Chart::from(Series::default());
    let style = Style {
        theme: Theme::Light,
        language: Language::Chinese,
    };
    assert!(empty.svg(Size::new(300, 200), style).contains(">无数据<"));
    assert!(
        empty
            .svg(Size::new(300, 200), Theme::Light)
            .contains(">no data<")
    );
}

#[test]
fn json_keeps_what_json_lacks() {
    let chart = Chart::from(FileBars {
        files: vec![
            FileValue {
                name: "a".into(),
                value: f64::INFINITY,
            },
            FileValue {
                name: "b".into(),
                value: 0.1,
            },
        ],
        ..Default::default()
    });
    let json = serde_json::to_string(&chart).expect("JSON");
    assert!(
        json.starts_with("{\"kind\":\"file-bars\"") && json.contains("\"inf\""),
        "{json}"
    );
    assert_eq!(
        serde_json::from_str::<Chart>(&json).expect("the chart again"),
        chart
    );

    let nan: Chart =
        serde_json::from_str(r#"{"kind": "series", "lines": [{"x": [1, 2], "y": [null, "nan"]}]}"#)
            .expect("a chart");
    let Chart::Series(series) = nan else {
        panic!("a series")
    };
    assert!(series.lines[0].y.iter().all(|y| y.is_nan()));
    let wrong = serde_json::from_str::<Chart>(r#"{"kind": "series", "lines": [{"x": ["one"]}]}"#)
        .expect_err("not a number");
    assert!(
        wrong.to_string().contains("\"one\" is not a number"),
        "{wrong}"
    );
}
