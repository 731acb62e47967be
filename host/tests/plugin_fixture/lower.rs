//! Values written as JSON, laid out in a component's memory as the canonical ABI has them.
//!
//! Beside plain values there are ones that no honest plugin gives: `{"$raw": [pointer, length]}` for a string or list, `{"$bytes": [..]}` for a
//! string, `{"$case": 9}` for the discriminant of a variant, and `"nan"`, `"inf"` and `"-inf"` for numbers. `{"$repeat": [value, n]}` is a list of
//! n equal values, and a number or list `"$name"` is a place that the plugin's code fills in.

use std::collections::BTreeMap;

use serde_json::Value;
use wit_parser::{Int, Resolve, SizeAlign, Type, TypeDefKind};

/// Where the data begins; below is room for what imported functions give back.
const BASE: u32 = 1024;

/// The data of a component.
pub struct Memory<'a> {
    resolve: &'a Resolve,
    sizes: SizeAlign,
    /// From `BASE` on.
    bytes: Vec<u8>,
    /// Addresses by name.
    pub places: BTreeMap<String, u32>,
}

impl<'a> Memory<'a> {
    pub fn new(resolve: &'a Resolve) -> Self {
        let mut sizes = SizeAlign::default();
        sizes.fill(resolve);
        Self {
            resolve,
            sizes,
            bytes: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Lays a value out; gives its address.
    pub fn put(&mut self, ty: &Type, value: &Value) -> u32 {
        let at = self.reserve(self.size(ty), self.sizes.align(ty).align_wasm32());
        self.lower(ty, value, at);
        at
    }

    /// The first address behind the data.
    pub fn end(&self) -> u32 {
        BASE + self.bytes.len() as u32
    }

    /// A data segment in the text format.
    pub fn segment(&self) -> String {
        let digits: String = self.bytes.iter().map(|b| format!("\\{b:02x}")).collect();
        format!("(data (i32.const {BASE}) \"{digits}\")")
    }

    fn size(&self, ty: &Type) -> usize {
        self.sizes.size(ty).size_wasm32()
    }

    fn reserve(&mut self, size: usize, align: usize) -> u32 {
        let at = self.bytes.len().next_multiple_of(align);
        self.bytes.resize(at + size, 0);
        BASE + at as u32
    }

    fn write(&mut self, at: u32, bytes: &[u8]) {
        let at = (at - BASE) as usize;
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// Pointer and length.
    fn point(&mut self, at: u32, pointer: u32, length: usize) {
        self.write(at, &pointer.to_le_bytes());
        self.write(at + 4, &(length as u32).to_le_bytes());
    }

    fn raw(&mut self, value: &Value, at: u32) -> bool {
        let Some(raw) = value.get("$raw") else {
            return false;
        };
        let number = |i: usize| raw[i].as_u64().expect("$raw is [pointer, length]");
        self.point(at, number(0) as u32, number(1) as usize);
        true
    }

    fn text(&mut self, value: &Value, at: u32) {
        if self.raw(value, at) {
            return;
        }
        let bytes: Vec<u8> = match value.get("$bytes") {
            Some(bytes) => serde_json::from_value(bytes.clone()).expect("bytes"),
            None => value.as_str().expect("a string").as_bytes().to_vec(),
        };
        let pointer = self.reserve(bytes.len(), 1);
        self.write(pointer, &bytes);
        self.point(at, pointer, bytes.len());
    }

    fn list(&mut self, element: &Type, value: &Value, at: u32) {
        if self.raw(value, at) {
            return;
        }
        if let Some(name) = value.as_str().and_then(|text| text.strip_prefix('$')) {
            self.places.insert(name.to_owned(), at);
            return;
        }
        let values: Vec<Value> = match value.get("$repeat") {
            Some(repeat) => vec![repeat[0].clone(); repeat[1].as_u64().expect("a count") as usize],
            None => value.as_array().expect("a list").clone(),
        };
        let size = self.size(element);
        let align = self.sizes.align(element).align_wasm32();
        let pointer = self.reserve(size * values.len(), align);
        for (index, value) in values.iter().enumerate() {
            self.lower(element, value, pointer + (index * size) as u32);
        }
        self.point(at, pointer, values.len());
    }

    fn number(&mut self, value: &Value, at: u32) -> f64 {
        match value.as_str() {
            None => value.as_f64().expect("a number"),
            Some("nan") => f64::NAN,
            Some("inf") => f64::INFINITY,
            Some("-inf") => f64::NEG_INFINITY,
            Some(name) => {
                let name = name.strip_prefix('$').expect("the name of a place");
                self.places.insert(name.to_owned(), at);
                0.0
            }
        }
    }

    fn lower(&mut self, ty: &Type, value: &Value, at: u32) {
        let whole = || value.as_i64().expect("a whole number");
        match ty {
            Type::Bool => self.write(at, &[u8::from(value.as_bool().expect("a bool"))]),
            Type::U8 => self.write(at, &[whole() as u8]),
            Type::U32 => self.write(at, &(whole() as u32).to_le_bytes()),
            Type::S32 => self.write(at, &(whole() as i32).to_le_bytes()),
            Type::F32 => {
                let number = self.number(value, at) as f32;
                self.write(at, &number.to_le_bytes());
            }
            Type::F64 => {
                let number = self.number(value, at);
                self.write(at, &number.to_le_bytes());
            }
            Type::String => self.text(value, at),
            Type::Id(id) => self.lower_kind(&self.resolve.types[*id].kind, value, at),
            other => panic!("{other:?} is not in the contract"),
        }
    }

    fn lower_kind(&mut self, kind: &'a TypeDefKind, value: &Value, at: u32) {
        match kind {
            TypeDefKind::Type(ty) => self.lower(ty, value, at),
            TypeDefKind::List(element) => self.list(element, value, at),
            TypeDefKind::Record(record) => {
                let types = record.fields.iter().map(|field| &field.ty);
                let offsets = self.sizes.field_offsets(types);
                for (field, (offset, ty)) in record.fields.iter().zip(offsets) {
                    let part = value.get(&field.name);
                    let part = part.unwrap_or_else(|| panic!("no {} in {value}", field.name));
                    self.lower(ty, part, at + offset.size_wasm32() as u32);
                }
            }
            TypeDefKind::Tuple(tuple) => {
                let offsets = self.sizes.field_offsets(&tuple.types);
                for (index, (offset, ty)) in offsets.into_iter().enumerate() {
                    self.lower(ty, &value[index], at + offset.size_wasm32() as u32);
                }
            }
            TypeDefKind::Enum(cases) => {
                let names = cases.cases.iter().map(|case| (case.name.as_str(), None));
                self.case(names.collect(), value, at);
            }
            TypeDefKind::Variant(cases) => {
                let cases = cases.cases.iter();
                let cases = cases.map(|case| (case.name.as_str(), case.ty.as_ref()));
                self.case(cases.collect(), value, at);
            }
            TypeDefKind::Result(result) => {
                let cases = vec![("ok", result.ok.as_ref()), ("err", result.err.as_ref())];
                self.case(cases, value, at);
            }
            TypeDefKind::Option(some) => {
                let value = match value {
                    Value::Null => Value::from("none"),
                    odd if odd.get("$case").is_some() => odd.clone(),
                    given => serde_json::json!({ "some": given }),
                };
                self.case(vec![("none", None), ("some", Some(some))], &value, at);
            }
            other => panic!("{other:?} is not in the contract"),
        }
    }

    /// A discriminant of one byte and what belongs to it: the name of a case, or an object of its name and its payload.
    fn case(&mut self, cases: Vec<(&str, Option<&Type>)>, value: &Value, at: u32) {
        if let Some(odd) = value.get("$case") {
            return self.write(at, &[odd.as_u64().expect("a number") as u8]);
        }
        let object = value.as_object().and_then(|object| object.iter().next());
        let name = value.as_str().or(object.map(|(name, _)| name.as_str()));
        let index = cases.iter().position(|(known, _)| Some(*known) == name);
        let index = index.unwrap_or_else(|| panic!("{value} is none of {cases:?}"));
        self.write(at, &[index as u8]);
        if let (Some(ty), Some((_, payload))) = (cases[index].1, object) {
            let types = cases.iter().map(|(_, ty)| *ty);
            let offset = self.sizes.payload_offset(Int::U8, types).size_wasm32();
            self.lower(ty, payload, at + offset as u32);
        }
    }
}
