//! The picture from which a device reads the secret of a second factor.

use crate::{ground::*, pages::hidden};
use axum::{
    body::Body,
    http::{Request, header},
};

const PICTURE: &str = "/second-factor/code.svg";

/// A page, or a form sent to it.
async fn page(ground: &Ground, token: &str, path: &str, form: Option<String>) -> Reply {
    let request = match form {
        None => Request::get(path).body(Body::empty()),
        Some(form) => {
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form))
        }
    };
    let mut request = request.unwrap();
    request.headers_mut().insert(header::COOKIE, format!("zhunsheng={token}").parse().unwrap());
    ground.send(request).await
}

/// What a camera reads of the picture: its dark squares, laid out as dots and decoded by another library than the one that drew them.
fn read(svg: &str) -> String {
    let number = |text: &str| text.split(|sign: char| !sign.is_ascii_digit()).next().unwrap().parse::<usize>().unwrap();
    let side = number(svg.split("viewBox=\"0 0 ").nth(1).unwrap());
    let mut dark = vec![false; side * side];
    for square in svg.split(" d=\"").nth(1).unwrap().split('M').skip(1) {
        let (x, rest) = square.split_once(' ').unwrap();
        let (x, y) = (number(x), number(rest));
        let (width, height) = (number(rest.split('h').nth(1).unwrap()), number(rest.split('v').nth(1).unwrap()));
        for row in y..y + height {
            dark[row * side + x..row * side + x + width].fill(true);
        }
    }
    // Without the quiet border, which is four squares wide.
    let grid = rqrr::SimpleGrid::from_func(side - 8, |x, y| dark[(y + 4) * side + x + 4]);
    rqrr::Grid::new(grid).decode().unwrap().1
}

#[tokio::test]
async fn the_secret_is_a_picture_for_its_holder_only_and_only_until_its_first_code() {
    let ground = Ground::new();
    let (clerk, zhai) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await);
    assert_eq!(page(&ground, &clerk, PICTURE, None).await.status, 404, "nothing waits yet");
    let text = page(&ground, &clerk, "/second-factor", None).await.text;
    assert!(!text.contains(PICTURE), "{text}");
    let csrf = hidden(&text, "_csrf");
    assert_eq!(page(&ground, &clerk, "/second-factor/begin", Some(format!("_csrf={csrf}"))).await.status, 303);
    let text = page(&ground, &clerk, "/second-factor", None).await.text;
    assert!(text.contains(&format!("<img src=\"{PICTURE}\" alt=\"")), "{text}");

    let drawn = page(&ground, &clerk, PICTURE, None).await;
    assert_eq!((drawn.status.as_u16(), &drawn.headers[header::CONTENT_TYPE]), (200, &"image/svg+xml".parse().unwrap()));
    assert_eq!(drawn.headers[header::CACHE_CONTROL], "no-store");
    assert!(drawn.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
    assert!(!drawn.text.contains("style") && !drawn.text.contains("script"), "{}", drawn.text);
    let secret = ground.app.county.pending_second_factor("clerk").unwrap().unwrap();
    let house = "%E5%87%86%E7%BB%B3";
    let address =
        format!("otpauth://totp/{house}:clerk?secret={secret}&issuer={house}&algorithm=SHA1&digits=6&period=30");
    assert_eq!(read(&drawn.text), address);
    assert!(text.contains(&address.replace('&', "&#38;")), "the same stands beside it as text: {text}");

    let others = page(&ground, &zhai, PICTURE, None).await;
    assert!(others.status == 404 && !others.text.contains(&secret), "{}", others.text);
    let nobody = page(&ground, "0000", PICTURE, None).await;
    assert_eq!((nobody.status.as_u16(), nobody.text.contains(&secret)), (303, false));

    let code = crate::code::shown(&secret, ground.app.moment());
    let confirmed = format!("_csrf={csrf}&code={code}");
    assert_eq!(page(&ground, &clerk, "/second-factor/confirm", Some(confirmed)).await.status, 303);
    assert_eq!(page(&ground, &clerk, PICTURE, None).await.status, 404, "shown no more");
}
