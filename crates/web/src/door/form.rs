//! What a page's form sends: texts and files, taken only with the token of the session that drew it.

use super::{Who, wrong_origin};
use crate::fault::Problem;
use axum::{
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
    response::IntoResponse,
};

/// Name of the hidden control that carries the token.
pub const CSRF: &str = "_csrf";
/// Most pairs and files of one form.
const PARTS_MAX: usize = 6_100;

/// A file sent with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Name of the control.
    pub control: String,
    /// The file's name on the sender's machine.
    pub name: String,
    /// Its media type, as the browser says.
    pub media: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A form of someone signed in. Reading it is the only way to a page's form, and it checks the token.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Names and texts, in the order of the form, without the token.
    pub pairs: Vec<(String, String)>,
    /// Files that were chosen.
    pub files: Vec<Upload>,
}

impl Form {
    /// The text under a name, the last where there are several.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|pair| pair.0 == name).map(|pair| pair.1.as_str())
    }
    /// Takes a pair of the page's own out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().rposition(|pair| pair.0 == name)?;
        Some(self.pairs.remove(at).1)
    }
}

/// A form of someone not yet signed in: the sign-in itself. There is no session whose token it could carry.
#[derive(Clone, Debug, Default)]
pub struct OpenForm(pub Form);

impl<S: Send + Sync> FromRequest<S> for OpenForm {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        read(request, state).await.map(Self)
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let who = Who::from_request_parts(&mut parts, state).await?;
        let mut form = read(Request::from_parts(parts, body), state).await?;
        let token = form.take(CSRF).unwrap_or_default();
        if token.is_empty() || token != who.session.csrf {
            return Err(wrong_origin());
        }
        Ok(form)
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Form, Problem> {
    let form = sent(request, state).await?;
    // A zero character is no text: PostgreSQL would not keep it.
    let zero = |pair: &(String, String)| pair.0.contains('\0') || pair.1.contains('\0');
    if form.pairs.iter().any(zero) { Err(broken_off()) } else { Ok(form) }
}

async fn sent<S: Send + Sync>(request: Request, state: &S) -> Result<Form, Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    if media.starts_with("multipart/form-data") {
        return multipart(request, state).await;
    }
    let pairs = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
    let axum::Form(pairs) = pairs.map_err(|rejection| at_status(rejection.into_response().status()))?;
    counted(pairs.len())?;
    Ok(Form { pairs, files: Vec::new() })
}

async fn multipart<S: Send + Sync>(request: Request, state: &S) -> Result<Form, Problem> {
    let mut parts = Multipart::from_request(request, state).await.map_err(|_| broken_off())?;
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(|error| broken_multipart(&error))? {
        counted(form.pairs.len() + form.files.len())?;
        let control = part.name().unwrap_or_default().to_owned();
        let media = part.content_type().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(str::to_owned) {
            let bytes = part.bytes().await.map_err(|error| broken_multipart(&error))?.to_vec();
            // A file control in which nothing was chosen is sent all the same.
            if !name.is_empty() || !bytes.is_empty() {
                form.files.push(Upload { control, name, media, bytes });
            }
        } else {
            let text = part.text().await.map_err(|error| broken_multipart(&error))?;
            form.pairs.push((control, text));
        }
    }
    Ok(form)
}

fn counted(parts: usize) -> Result<(), Problem> {
    if parts > PARTS_MAX { Err(Problem::too_large()) } else { Ok(()) }
}

pub(crate) fn broken_multipart(error: &MultipartError) -> Problem {
    at_status(error.status())
}

fn at_status(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE { Problem::too_large() } else { broken_off() }
}

fn broken_off() -> Problem {
    Problem::malformed("表单内容没有传完或不是表单，没有保存，请回到页面刷新后重新提交。")
}
