//! Holding recorded requests against Discord's own specification.
//!
//! The specification is a second opinion that nobody here wrote. It is laxer than Discord in
//! places (lengths of messages, names of commands, empty messages), which the sandbox checks
//! itself; and it differs from the documentation in a few, see [`KNOWN_DIFFERENCES`].

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::rest::Recorded;

/// Where the specification says "integer" and the documentation says "string of digits": such
/// strings are turned into numbers before the check.
pub const KNOWN_DIFFERENCES: &[(&str, &str)] = &[
    ("default_member_permissions", "a bit set; documented and sent as a string of digits"),
    ("allow", "permission bits of an overwrite, as a string of digits"),
    ("deny", "permission bits of an overwrite, as a string of digits"),
    ("permissions", "permission bits of a role, as a string of digits"),
];

/// How many reasons are shown for one request.
const REASONS: usize = 6;

/// Method and path template.
type Route = (String, String);

/// Discord's specification, ready to check with.
pub struct Spec {
    paths: serde_json::Map<String, Value>,
    definitions: Value,
    /// Validators made so far, by method and path template; none where no body is specified.
    validators: Mutex<HashMap<Route, Option<Arc<Validator>>>>,
}

impl fmt::Debug for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spec").field("paths", &self.paths.len()).finish_non_exhaustive()
    }
}

/// A request the specification does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// GET, POST and so on.
    pub method: String,
    /// The path as requested.
    pub path: String,
    /// What is wrong, one reason a line.
    pub problem: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.method, self.path, self.problem)
    }
}

impl Spec {
    /// Reads Discord's `openapi.json`.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let failed = |reason: String| Error::Specification { path: path.display().to_string(), reason };
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        let mut document: Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        rewrite_references(&mut document);
        let definitions = document["components"]["schemas"].take();
        let Value::Object(paths) = document["paths"].take() else {
            return Err(failed("it has no paths".to_owned()));
        };
        Ok(Self { paths, definitions, validators: Mutex::default() })
    }

    /// Everything wrong with these requests.
    pub fn violations(&self, requests: &[Recorded]) -> Vec<Violation> {
        requests
            .iter()
            .filter_map(|request| {
                let problem = self.problem(request)?;
                let (method, path) = (request.method.clone(), request.path.clone());
                Some(Violation { method, path, problem })
            })
            .collect()
    }

    fn problem(&self, request: &Recorded) -> Option<String> {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let Some(path) = path.strip_prefix("/api/v10") else {
            return Some("the path does not start with /api/v10".to_owned());
        };
        let Some((template, item)) = self.find(path) else {
            return Some("no such route".to_owned());
        };
        let method = request.method.to_lowercase();
        let Some(operation) = item.get(&method) else {
            return Some(format!("the route {template} has no {}", request.method));
        };
        if let Some(stranger) = unknown_parameter(query, item, operation) {
            return Some(format!("the route {template} has no query parameter {stranger:?}"));
        }
        let required = operation["requestBody"]["required"].as_bool().unwrap_or(false);
        let body = match &request.body {
            Some(body) => body,
            None if required => return Some("the body is missing".to_owned()),
            None => return None,
        };
        let mut body = body.clone();
        coerce_digits(&mut body);
        match self.validator(template, &method, operation) {
            Ok(Some(validator)) => reasons(&validator, &body),
            Ok(None) => Some("this route takes no JSON body".to_owned()),
            Err(reason) => Some(format!("the specification's schema cannot be used: {reason}")),
        }
    }

    /// The path item that fits best: with the fewest variable parts.
    fn find(&self, path: &str) -> Option<(&str, &Value)> {
        let steps: Vec<&str> = path.trim_matches('/').split('/').collect();
        let variables = |template: &str| template.matches('{').count();
        let fits = |template: &str| {
            let expected: Vec<&str> = template.trim_matches('/').split('/').collect();
            expected.len() == steps.len()
                && expected.iter().zip(&steps).all(|(expected, step)| {
                    if expected.starts_with('{') { !step.is_empty() } else { expected == step }
                })
        };
        let fitting = self.paths.iter().filter(|(template, _)| fits(template));
        fitting
            .min_by_key(|(template, _)| variables(template))
            .map(|(template, item)| (template.as_str(), item))
    }

    fn validator(
        &self,
        template: &str,
        method: &str,
        operation: &Value,
    ) -> Result<Option<Arc<Validator>>, String> {
        let mut known = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (method.to_owned(), template.to_owned());
        if let Some(validator) = known.get(&key) {
            return Ok(validator.clone());
        }
        let content = &operation["requestBody"]["content"];
        let schemas = ["application/json", "multipart/form-data"].map(|kind| &content[kind]["schema"]);
        let schema = schemas.into_iter().find(|schema| !schema.is_null());
        let validator = match schema {
            None => None,
            Some(schema) => {
                let whole = json!({"$defs": self.definitions, "allOf": [schema]});
                let validator = jsonschema::draft202012::new(&whole);
                Some(Arc::new(validator.map_err(|error| error.to_string())?))
            }
        };
        known.insert(key, validator.clone());
        Ok(validator)
    }
}

fn unknown_parameter<'q>(query: &'q str, item: &Value, operation: &Value) -> Option<&'q str> {
    let lists = [&item["parameters"], &operation["parameters"]];
    let known = |name: &str| {
        let all = lists.iter().filter_map(|list| list.as_array()).flatten();
        all.filter(|one| one["in"] == "query").any(|one| one["name"] == name)
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split('=').next().unwrap_or(pair)).find(|name| !known(name))
}

fn reasons(validator: &Validator, body: &Value) -> Option<String> {
    let mut reasons = Vec::new();
    for error in validator.iter_errors(body) {
        explain(&error, &mut reasons);
    }
    reasons.truncate(REASONS);
    (!reasons.is_empty()).then(|| reasons.join("\n"))
}

/// Of alternatives that all failed only the one that came closest is of interest.
fn explain(error: &jsonschema::ValidationError<'_>, reasons: &mut Vec<String>) {
    if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } =
        error.kind()
    {
        // Of equals the last one counts: the first is often "or null".
        // A branch for something else altogether fails at its `type`, or by being of another kind.
        let here = error.instance_path().to_string();
        let strangeness = |branch: &Vec<jsonschema::ValidationError<'static>>| {
            let other = branch.iter().any(|one| {
                let place = one.instance_path().to_string();
                let kind = matches!(one.kind(), ValidationErrorKind::Type { .. });
                place.ends_with("/type") || kind && place == here
            });
            (other, branch.len())
        };
        if let Some(closest) = context.iter().rev().min_by_key(|branch| strangeness(branch)) {
            for error in closest {
                explain(error, reasons);
            }
            return;
        }
    }
    let mut text = error.to_string();
    if text.chars().count() > 300 {
        text = text.chars().take(300).chain(['…']).collect();
    }
    let place = error.instance_path().to_string();
    reasons.push(if place.is_empty() { text } else { format!("{place}: {text}") });
}

/// `#/components/schemas/X` becomes `#/$defs/X`, where a JSON schema keeps its definitions.
fn rewrite_references(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str().and_then(|text| text.strip_prefix("#/components/schemas/")) {
                    Some(name) if key == "$ref" => *value = json!(format!("#/$defs/{name}")),
                    _ => rewrite_references(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(rewrite_references),
        _ => {}
    }
}

fn coerce_digits(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let listed = KNOWN_DIFFERENCES.iter().any(|(name, _)| name == key);
                match value.as_str().and_then(|text| text.parse::<u64>().ok()) {
                    Some(number) if listed => *value = json!(number),
                    _ => coerce_digits(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(coerce_digits),
        _ => {}
    }
}
