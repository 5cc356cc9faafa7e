//! What Discord refuses, and how it says so: 400, code 50035, the reasons nested as the body is.

mod command;
mod component;
mod embed;
mod message;
mod modal;
#[cfg(test)]
mod tests;

pub(crate) use command::{choices, command, commands};
pub(crate) use message::{IsEmpty, message};
pub(crate) use modal::modal;
use serde_json::{Value, json};

/// Everything wrong with one body.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<(String, &'static str, String)>,
}

impl Problems {
    /// Notes that what stands at `path` (dotted, with indices) is wrong.
    pub(crate) fn add(&mut self, path: &str, code: &'static str, message: impl Into<String>) {
        self.found.push((path.to_owned(), code, message.into()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Discord's body for them.
    pub(crate) fn body(&self) -> Value {
        let mut errors = json!({});
        for (path, code, message) in &self.found {
            let mut at = &mut errors;
            for step in path.split('.').filter(|step| !step.is_empty()) {
                at = &mut at[step];
            }
            let reason = json!({"code": code, "message": message});
            match at["_errors"].as_array_mut() {
                Some(list) => list.push(reason),
                None => at["_errors"] = json!([reason]),
            }
        }
        json!({"code": 50035, "message": "Invalid Form Body", "errors": errors})
    }

    /// A text of `least..=most` characters, counted after trimming; `null` counts as absent.
    fn text(&mut self, owner: &Value, path: &str, key: &str, least: usize, most: usize) {
        let path = join(path, key);
        match &owner[key] {
            Value::String(text) => {
                let length = text.trim().chars().count();
                if length < least && length == 0 {
                    self.add(&path, "BASE_TYPE_REQUIRED", "This field is required");
                } else if length < least || length > most {
                    self.bad_length(&path, least, most);
                }
            }
            Value::Null if least > 0 => {
                self.add(&path, "BASE_TYPE_REQUIRED", "This field is required");
            }
            Value::Null => {}
            _ => self.add(&path, "STRING_TYPE_CONVERT", "Could not interpret value as string."),
        }
    }

    fn bad_length(&mut self, path: &str, least: usize, most: usize) {
        if least == 0 {
            let message = format!("Must be {most} or fewer in length.");
            self.add(path, "BASE_TYPE_MAX_LENGTH", message);
        } else {
            let message = format!("Must be between {least} and {most} in length.");
            self.add(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    /// A list of `least..=most` entries; empty when absent or no list.
    fn list<'v>(
        &mut self,
        owner: &'v Value,
        path: &str,
        key: &str,
        least: usize,
        most: usize,
    ) -> &'v [Value] {
        let path = join(path, key);
        match &owner[key] {
            Value::Array(list) => {
                if list.len() < least || list.len() > most {
                    self.bad_length(&path, least, most);
                }
                list
            }
            Value::Null => {
                if least > 0 {
                    self.add(&path, "BASE_TYPE_REQUIRED", "This field is required");
                }
                &[]
            }
            _ => {
                self.add(&path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
                &[]
            }
        }
    }

    /// A whole number in a range; `null` counts as absent.
    fn number(&mut self, owner: &Value, path: &str, key: &str, least: i64, most: i64) -> Option<i64> {
        let path = join(path, key);
        let value = &owner[key];
        if value.is_null() {
            return None;
        }
        let number = value.as_i64();
        match number {
            None => self.add(&path, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not int.")),
            Some(number) if number < least => self.add(
                &path,
                "NUMBER_TYPE_MIN",
                format!("int value should be greater than or equal to {least}."),
            ),
            Some(number) if number > most => self.add(
                &path,
                "NUMBER_TYPE_MAX",
                format!("int value should be less than or equal to {most}."),
            ),
            Some(_) => {}
        }
        number
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
