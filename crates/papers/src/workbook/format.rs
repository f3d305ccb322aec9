//! What a number format shows of a number: the one thing that tells 1970.10 from 1970.1.

use calamine::NumberFormat;

/// The decimals a format shows; `None` when the number decides for itself (General, text).
pub(super) fn decimals(format: &NumberFormat) -> Option<usize> {
    let code = format.format_code.split(';').next().unwrap_or_default();
    let mut places = None;
    let mut fixed = false;
    let mut characters = code.chars();
    let mut quoted = false;
    let mut bracketed = false;
    while let Some(c) = characters.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            '\\' | '_' | '*' => {
                let _literal = characters.next();
            }
            'G' | 'g' | '@' | '#' | 'E' | 'e' | '%' if places.is_some() || c != '#' => return None,
            '.' => places = Some(0),
            '0' => match places.as_mut() {
                Some(count) => *count += 1,
                None => fixed = true,
            },
            _ => {}
        }
    }
    if fixed { Some(places.unwrap_or(0)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::decimals;

    #[test]
    fn a_format_with_two_zeros_after_the_point_decides_and_general_does_not() {
        let shown = |code: &str| {
            let mut format = calamine::NumberFormat::default();
            format.format_code = code.to_owned();
            decimals(&format)
        };
        assert_eq!(shown("0.00"), Some(2));
        assert_eq!(shown("0.00_ ;[Red]-0.00"), Some(2));
        assert_eq!(shown("0"), Some(0));
        assert_eq!(shown("General"), None);
        assert_eq!(shown("G/通用格式"), None);
        assert_eq!(shown("@"), None);
        assert_eq!(shown("0.##"), None);
        assert_eq!(shown("0\"年.\"00"), Some(0));
    }
}
