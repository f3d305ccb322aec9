//! Attachments, and the document that describes the API.

use crate::ground::*;
use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::json;
use web::routes;

const PDF: &[u8] = b"%PDF-1.7 only a test";

async fn upload(ground: &Ground, token: &str, query: &str, media: &str, body: Vec<u8>) -> Reply {
    let request = Request::post(format!("/api/v1/files{query}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, media)
        .header("idempotency-key", ground.key());
    ground.send(request.body(Body::from(body)).unwrap()).await
}

fn form(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body =
        format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    body
}

#[tokio::test]
async fn a_file_is_kept_under_its_digest_and_read_by_whoever_sees_its_matter() {
    let ground = Ground::new();
    let (clerk, zhai, su) = (ground.sign_in("clerk").await, ground.sign_in("zhai").await, ground.sign_in("su").await);
    let kept = upload(&ground, &clerk, "?name=%E6%89%B9%E6%96%87.pdf", "application/pdf", PDF.to_vec()).await;
    assert_eq!(kept.status, 201, "{}", kept.text);
    let id = kept.body["id"].as_str().unwrap().to_owned();
    let again = upload(&ground, &clerk, "", "multipart/form-data; boundary=x", form("批文.pdf", PDF)).await;
    assert_eq!((again.status.as_u16(), again.body["id"].as_str()), (201, Some(id.as_str())));
    let path = format!("/api/v1/files/{id}");
    ground.get(&zhai, &path).await.is(404, "not_found");
    let mut lending = lending("投影仪", "p1", "u1");
    lending["action"]["paper"] = json!(id);
    assert_eq!(ground.post(&clerk, "/api/v1/matters", &lending).await.status, 201);
    let read = ground.get(&zhai, &path).await;
    assert_eq!((read.status.as_u16(), read.text.as_bytes()), (200, PDF));
    assert_eq!(read.headers[header::CONTENT_TYPE], "application/pdf");
    let disposition = read.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename*=UTF-8''%E6%89%B9"), "{disposition}");
    ground.get(&su, &path).await.is(404, "not_found");
    ground.get(&su, "/api/v1/files/nothing").await.is(404, "not_found");
}

#[tokio::test]
async fn a_file_of_another_kind_without_name_or_too_large_is_refused() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    upload(&ground, &clerk, "?name=a.exe", "application/octet-stream", b"MZ".to_vec()).await.is(422, "file_kind");
    upload(&ground, &clerk, "?name=a.pdf", "application/pdf", b"<html>".to_vec()).await.is(422, "file_kind");
    upload(&ground, &clerk, "", "application/pdf", PDF.to_vec()).await.is(400, "malformed");
    upload(&ground, &clerk, "", "multipart/form-data; boundary=x", b"--x\r\n".to_vec()).await.is(400, "malformed");
    upload(&ground, &clerk, "", "multipart/form-data", PDF.to_vec()).await.is(400, "malformed");
    let mut large = PDF.to_vec();
    large.resize(51 << 20, b' ');
    upload(&ground, &clerk, "?name=a.pdf", "application/pdf", large.clone()).await.is(413, "too_large");
    large.resize(65 << 20, b' ');
    upload(&ground, &clerk, "?name=a.pdf", "application/pdf", large).await.is(413, "too_large");
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_describes_every_address() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let reply = ground.get(&clerk, "/api/v1/openapi.json").await;
    let spec = oas3::from_json(&reply.text).expect("OpenAPI");
    spec.validate_version().expect("version");
    assert!(spec.openapi.starts_with("3.1"));
    let described: Vec<(String, String)> =
        spec.operations().map(|(path, method, _)| (method.as_str().to_owned(), path)).collect();
    for route in routes::all().filter(|route| route.is_api()) {
        let wanted = (route.method.word().to_owned(), route.path.to_owned());
        assert!(described.contains(&wanted), "{wanted:?} is not described");
    }
    assert_eq!(described.len(), routes::all().filter(|route| route.is_api()).count());
    let lend = &reply.body["components"]["schemas"]["loan.lend"];
    assert_eq!(lend["properties"]["verb"]["const"], "lend");
    assert_eq!(lend["required"][0], "verb");
    references_lead_somewhere(&reply.body, &reply.body);
}

fn references_lead_somewhere(value: &serde_json::Value, whole: &serde_json::Value) {
    if let Some(reference) = value.get("$ref").and_then(|reference| reference.as_str()) {
        assert!(whole.pointer(&reference[1..]).is_some(), "{reference}");
    }
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| references_lead_somewhere(item, whole)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| references_lead_somewhere(field, whole)),
        _ => {}
    }
}

#[tokio::test]
async fn an_action_carries_only_files_that_are_there_and_that_the_actor_may_read() {
    let ground = Ground::new();
    let (clerk, head) = (ground.sign_in("clerk").await, ground.sign_in("head").await);
    let others = upload(&ground, &head, "?name=a.pdf", "application/pdf", PDF.to_vec()).await;
    let id = others.body["id"].as_str().unwrap().to_owned();
    let mut refused = Vec::new();
    for paper in [id.clone(), "0".repeat(64)] {
        let mut deed = lending("投影仪", "p1", "u1");
        deed["action"]["paper"] = json!(paper);
        let reply = ground.post(&clerk, "/api/v1/matters", &deed).await;
        reply.is(422, "file_missing");
        assert_eq!(reply.at(), Some("/paper"));
        refused.push(reply.text);
    }
    assert_eq!(refused[0], refused[1], "a file of others is refused like one that never was");
    let mut deed = lending("投影仪", "p1", "u1");
    deed["action"]["paper"] = json!("no digest");
    let reply = ground.post(&clerk, "/api/v1/matters", &deed).await;
    reply.is(400, "malformed");
    assert_eq!(reply.at(), Some("/action/paper"));
    // Nor is it carried off under another field's name.
    let mut deed = lending(&id, "p1", "u1");
    deed["action"]["thing"] = json!(id);
    ground.post(&clerk, "/api/v1/matters", &deed).await.is(422, "file_missing");
    let mine = upload(&ground, &clerk, "?name=b.pdf", "application/pdf", PDF.to_vec()).await;
    assert_eq!((mine.body["id"].as_str(), mine.body["name"].as_str()), (Some(id.as_str()), Some("b.pdf")));
    assert_eq!(ground.post(&clerk, "/api/v1/matters", &deed).await.status, 201);
}

/// A JPEG as a telephone takes it: its place and time are written before the dots.
fn photo() -> Vec<u8> {
    let dots =
        image::RgbImage::from_fn(40, 50, |x, y| image::Rgb([u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    dots.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let mut bytes = bytes.into_inner();
    let note = b"Exif\0\0GPS 30.6931N 118.4127E";
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    bytes.splice(2..2, [&[0xFF, 0xE1], &length[..], note].concat());
    bytes
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[tokio::test]
async fn of_a_picture_that_is_uploaded_only_the_dots_are_kept() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let behind = [photo(), b"<html><script>alert(1)</script>".to_vec()].concat();
    assert!(has(&behind, b"GPS") && has(&behind, b"<script>"));
    let plain = upload(&ground, &clerk, "?name=a.jpg", "image/jpeg", behind.clone()).await;
    assert_eq!((plain.status.as_u16(), plain.body["kind"].as_str()), (201, Some("image/jpeg")), "{}", plain.text);
    let by_form = upload(&ground, &clerk, "", "multipart/form-data; boundary=x", form("a.jpg", &behind)).await;
    assert_eq!(by_form.body["id"], plain.body["id"], "by whichever way it comes");
    let id = engine::words::FileId::from(plain.body["id"].as_str().unwrap());
    let kept = ground.app.county.reader().file_bytes(&id).unwrap();
    assert!(!has(&kept, b"Exif") && !has(&kept, b"GPS") && !has(&kept, b"<script>"));
    let drawn = image::load_from_memory(&kept).unwrap();
    assert_eq!((drawn.width(), drawn.height()), (40, 50));
    assert_eq!(plain.body["size"].as_u64(), Some(u64::try_from(kept.len()).unwrap()));
}

#[tokio::test]
async fn a_picture_that_is_none_or_swells_is_refused_in_words() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let mut cut = photo();
    cut.truncate(cut.len() / 2);
    let mut wide = photo();
    let frame = wide.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    wide.splice(frame + 5..frame + 9, [0xFF, 0xFF, 0xFF, 0xFF]);
    for bytes in [b"\xff\xd8\xff<html>".to_vec(), b"\x89PNG\r\n\x1a\nno picture".to_vec(), cut, wide] {
        let reply = upload(&ground, &clerk, "?name=a.jpg", "image/jpeg", bytes).await;
        reply.is(422, "file_kind");
        assert!(reply.sentence().contains("没有保存"), "{}", reply.text);
    }
    // A picture under another name is still a picture, and not of that kind.
    upload(&ground, &clerk, "?name=a.pdf", "application/pdf", photo()).await.is(422, "file_kind");
}

#[tokio::test]
async fn a_picture_that_comes_with_the_form_of_a_page_is_drawn_anew_too() {
    let ground = Ground::new();
    let clerk = ground.sign_in("clerk").await;
    let page = crate::pages::look(&ground, &clerk, "/new/loan").await.text;
    let text = |name: &str| {
        let value = crate::pages::hidden(&page, name);
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
    };
    let send = |bytes: &[u8]| {
        let head = b"--x\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"a.jpg\"\r\n\r\n";
        let body = [&text("_csrf"), &text("_key"), &head[..], bytes, b"\r\n--x--\r\n"].concat();
        let request = Request::post("/new/loan")
            .header(header::COOKIE, format!("zhunsheng={clerk}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        ground.send(request.body(Body::from(body)).unwrap())
    };
    let back = send(&photo()).await;
    assert_eq!(back.status, 422, "nothing else is filled in: {}", back.text);
    let digest = |value: &&str| value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let values = back.text.split("value=\"").filter_map(|rest| rest.split('"').next());
    let id = values.into_iter().find(digest).unwrap();
    let kept = ground.app.county.reader().file_bytes(&engine::words::FileId::from(id)).unwrap();
    assert!(!has(&kept, b"Exif") && !has(&kept, b"GPS") && kept.starts_with(b"\xff\xd8\xff"));
    let broken = send(b"\xff\xd8\xff<html>").await;
    assert!(broken.status == 422 && broken.text.contains("图片已损坏，没有保存"), "{}", broken.text);
}
