//! Jinja as the transformers library sets it up for chat templates.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind};

/// How many instructions a template may take: a real one takes a few dozen per message.
const FUEL: u64 = 2_000_000;

/// The name of the only template in an environment that [`compile`] gives.
pub(super) const NAME: &str = "chat";

/// Compiles a chat template with the options, functions and filters that transformers gives it.
pub(super) fn compile(source: &str) -> Result<Environment<'static>, Error> {
    let mut env = Environment::new();
    env.set_trim_blocks(true);
    env.set_lstrip_blocks(true);
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    env.set_fuel(Some(FUEL));
    env.add_filter("tojson", to_json);
    env.add_function(
        "raise_exception",
        |message: String| -> Result<Value, Error> {
            Err(Error::new(ErrorKind::InvalidOperation, message))
        },
    );
    env.add_function("strftime_now", |format: String| {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs());
        strftime(&format, now)
    });
    env.add_template_owned(NAME, without_generation_marks(source))?;
    Ok(env)
}

/// Replaces `{% generation %}` and its end, by which transformers finds the assistant's tokens in training, with a block
/// that does nothing and trims white space as they do.
fn without_generation_marks(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find("{%") {
        let Some(length) = rest[start..].find("%}") else {
            break;
        };
        let (tag, end) = (&rest[start + 2..start + length], start + length + 2);
        let word = tag.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '+'));
        plain.push_str(&rest[..start]);
        match word {
            "generation" => plain.push_str(&rest[start..end].replace(word, "if true")),
            "endgeneration" => plain.push_str(&rest[start..end].replace(word, "endif")),
            _ => plain.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    plain + rest
}

/// Python's `json.dumps` with the options that transformers lets a template set; ASCII is not enforced by default.
fn to_json(value: &Value, options: Kwargs) -> Result<String, Error> {
    let wrong = |what: &str| Error::new(ErrorKind::InvalidOperation, format!("tojson: {what}"));
    let indent = match options.get::<Option<Value>>("indent")? {
        None => None,
        Some(indent) if indent.is_none() => None,
        Some(indent) => Some(match (indent.as_str(), indent.as_usize()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(width @ 0..=32)) => " ".repeat(width),
            _ => return Err(wrong("indent is a text or a number up to 32")),
        }),
    };
    let separators = match options.get::<Option<Value>>("separators")? {
        Some(pair) if !pair.is_none() => {
            let pair: Vec<String> = pair.try_iter()?.map(|text| text.to_string()).collect();
            <[String; 2]>::try_from(pair).map_err(|_| wrong("separators are two texts"))?
        }
        _ => [if indent.is_some() { "," } else { ", " }, ": "].map(str::to_owned),
    };
    let writer = JsonWriter {
        indent,
        separators,
        ascii: options
            .get::<Option<bool>>("ensure_ascii")?
            .unwrap_or(false),
        sort: options.get::<Option<bool>>("sort_keys")?.unwrap_or(false),
    };
    options.assert_all_used()?;
    let value = serde_json::to_value(value).map_err(|error| wrong(&error.to_string()))?;
    let mut json = String::new();
    writer.write(&mut json, &value, 0);
    Ok(json)
}

struct JsonWriter {
    indent: Option<String>,
    separators: [String; 2],
    ascii: bool,
    sort: bool,
}

impl JsonWriter {
    fn write(&self, json: &mut String, value: &serde_json::Value, depth: usize) {
        match value {
            serde_json::Value::Array(items) => {
                json.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.begin_item(json, i, depth);
                    self.write(json, item, depth + 1);
                }
                self.end_items(json, items.is_empty(), depth);
                json.push(']');
            }
            serde_json::Value::Object(entries) => {
                json.push('{');
                let mut entries: Vec<_> = entries.iter().collect();
                if self.sort {
                    entries.sort_by_key(|(key, _)| *key);
                }
                for (i, (key, item)) in entries.iter().enumerate() {
                    self.begin_item(json, i, depth);
                    self.write_plain(json, &serde_json::Value::from(key.as_str()));
                    json.push_str(&self.separators[1]);
                    self.write(json, item, depth + 1);
                }
                self.end_items(json, entries.is_empty(), depth);
                json.push('}');
            }
            plain => self.write_plain(json, plain),
        }
    }

    fn begin_item(&self, json: &mut String, i: usize, depth: usize) {
        if i > 0 {
            json.push_str(&self.separators[0]);
        }
        self.new_line(json, depth + 1);
    }

    fn end_items(&self, json: &mut String, empty: bool, depth: usize) {
        if !empty {
            self.new_line(json, depth);
        }
    }

    fn new_line(&self, json: &mut String, depth: usize) {
        if let Some(indent) = &self.indent {
            json.push('\n');
            json.extend(std::iter::repeat_n(indent.as_str(), depth));
        }
    }

    fn write_plain(&self, json: &mut String, value: &serde_json::Value) {
        let text = value.to_string();
        if !self.ascii {
            return json.push_str(&text);
        }
        for c in text.chars() {
            if c.is_ascii() {
                json.push(c);
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(json, "\\u{unit:04x}").expect("writing to a string cannot fail");
                }
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// Formats a time in UTC (Python: in local time) by the codes of C's `strftime` that templates use; others stay as they
/// are.
fn strftime(format: &str, seconds: u64) -> String {
    let days = seconds / 86_400;
    let (year, month, day, day_of_year) = civil_date(days);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let month_name = MONTHS[(month - 1) as usize];
    let weekday = WEEKDAYS[((days + 4) % 7) as usize];
    let mut text = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        let field = match chars.next() {
            Some('Y') => year.to_string(),
            Some('y') => format!("{:02}", year % 100),
            Some('m') => format!("{month:02}"),
            Some('d') => format!("{day:02}"),
            Some('j') => format!("{day_of_year:03}"),
            Some('B') => month_name.to_owned(),
            Some('b') => month_name[..3].to_owned(),
            Some('A') => weekday.to_owned(),
            Some('a') => weekday[..3].to_owned(),
            Some('H') => format!("{hour:02}"),
            Some('I') => format!("{:02}", (hour + 11) % 12 + 1),
            Some('M') => format!("{minute:02}"),
            Some('S') => format!("{second:02}"),
            Some('p') => if hour < 12 { "AM" } else { "PM" }.to_owned(),
            Some('F') => format!("{year}-{month:02}-{day:02}"),
            Some('T') => format!("{hour:02}:{minute:02}:{second:02}"),
            Some('%') => "%".to_owned(),
            Some(other) => format!("%{other}"),
            None => "%".to_owned(),
        };
        text.push_str(&field);
    }
    text
}

/// Year, month, day and day of the year of a count of days since 1970-01-01, in the Gregorian calendar.
fn civil_date(days: u64) -> (u64, u64, u64, u64) {
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut rest) = (1970 + days / 146_097 * 400, days % 146_097);
    loop {
        let length = if leap(year) { 366 } else { 365 };
        if rest < length {
            break;
        }
        (year, rest) = (year + 1, rest - length);
    }
    let (day_of_year, february) = (rest + 1, if leap(year) { 29 } else { 28 });
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if rest < length {
            break;
        }
        (month, rest) = (month + 1, rest - length);
    }
    (year, month, rest + 1, day_of_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_times_as_the_c_library() {
        let all = "%Y-%m-%d %H:%M:%S %y %j %B %b %A %a %I %p %F %T %% %Q %";
        // From `date -u -d @N +FORMAT`.
        let expected =
            "2024-02-29 23:59:59 24 060 February Feb Thursday Thu 11 PM 2024-02-29 23:59:59 % %Q %";
        assert_eq!(strftime(all, 1_709_251_199), expected);
        assert_eq!(strftime("%d %b %Y %a %I%p", 0), "01 Jan 1970 Thu 12AM");
        assert_eq!(
            strftime("%F %j %A", 4_102_444_799),
            "2099-12-31 365 Thursday"
        );
        assert_eq!(strftime("%F %A", 1_798_675_200), "2026-12-31 Thursday");
    }

    #[test]
    fn generation_marks_are_ignored() {
        let source =
            "a {%- generation -%} b {% endgeneration %} c {% if x %}generation{% endif %}{{ '{%' }";
        let plain = "a {%- if true -%} b {% endif %} c {% if x %}generation{% endif %}{{ '{%' }";
        assert_eq!(without_generation_marks(source), plain);
    }

    #[test]
    fn an_endless_template_is_stopped() {
        let loops = "{% for i in range(9999) %}".repeat(4) + "x" + &"{% endfor %}".repeat(4);
        let env = compile(&loops).expect("compiles");
        let error = env
            .get_template(NAME)
            .expect("the template")
            .render(())
            .expect_err("runs out of fuel");
        assert_eq!(error.kind(), ErrorKind::OutOfFuel);
    }
}
