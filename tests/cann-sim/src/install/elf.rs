//! Hiding symbols of a shared library.

const DYNSYM: u32 = 11;
const SECTION_HEADER: usize = 64;
const SYMBOL: usize = 24;
/// Weak and without a type, as a reference that need not be met.
const WEAK: u8 = 2 << 4;

/// Turns each dynamic symbol for which `hidden` holds into one that is not defined: the loader's look-up passes over it, and the hash
/// tables stay as they are. Only 64-bit little-endian files are understood.
pub fn hide(file: &mut [u8], hidden: impl Fn(&str) -> bool) -> Result<(), String> {
    if file.get(..6) != Some(b"\x7fELF\x02\x01") {
        return Err("no 64-bit little-endian ELF file".to_owned());
    }
    let table = number(file, 40, 8)?;
    let (entry, count) = (number(file, 58, 2)?, number(file, 60, 2)?);
    if entry != SECTION_HEADER {
        return Err("section headers of an unknown size".to_owned());
    }
    let header = |index: usize| table + index * SECTION_HEADER;
    for section in 0..count {
        if number(file, header(section) + 4, 4)? != DYNSYM as usize {
            continue;
        }
        let (start, size) = (
            number(file, header(section) + 24, 8)?,
            number(file, header(section) + 32, 8)?,
        );
        let strings = number(file, header(section) + 40, 4)?;
        let strings = number(file, header(strings) + 24, 8)?;
        for symbol in (start..start + size).step_by(SYMBOL) {
            let name = text(file, strings + number(file, symbol, 4)?)?;
            if hidden(&name) {
                let entry = file
                    .get_mut(symbol..symbol + SYMBOL)
                    .ok_or("a symbol table behind the end")?;
                entry[4] = WEAK;
                // Section, value and size: not defined.
                entry[6..].fill(0);
            }
        }
        return Ok(());
    }
    Err("no dynamic symbols".to_owned())
}

fn number(file: &[u8], at: usize, bytes: usize) -> Result<usize, String> {
    let slice = file.get(at..at + bytes).ok_or("it ends too early")?;
    let mut value = [0; 8];
    value[..bytes].copy_from_slice(slice);
    Ok(u64::from_le_bytes(value) as usize)
}

fn text(file: &[u8], at: usize) -> Result<String, String> {
    let bytes = file.get(at..).ok_or("a name behind the end")?;
    let end = bytes
        .iter()
        .position(|byte| *byte == 0)
        .ok_or("a name without an end")?;
    Ok(String::from_utf8_lossy(&bytes[..end]).into_owned())
}
