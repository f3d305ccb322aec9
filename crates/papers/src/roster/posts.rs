//! Taking a post text apart: «镇党委副书记、镇长（试用期一年），四级调研员».

use engine::people::text;

/// One post, or one rank, of a post text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostText {
    /// The words without their marks.
    pub words: String,
    /// The marks in brackets, as written: 挂职, 主持工作, 试用期一年, 正科级, 兼.
    pub marks: Vec<String>,
    /// A rank (职级) or level, not a post: 四级调研员, 一级主任科员.
    pub is_rank: bool,
    /// Follows a 、: the body named before it still counts.
    pub same_body: bool,
}

impl PostText {
    /// Leads the work without being the chief.
    #[must_use]
    pub fn is_acting(&self) -> bool {
        self.marks.iter().any(|mark| mark.contains("主持")) || self.words.ends_with("主持工作")
    }

    /// On secondment.
    #[must_use]
    pub fn is_seconded(&self) -> bool {
        self.marks.iter().any(|mark| mark.contains("挂职")) || self.words.contains("挂职")
    }

    /// Held beside another post.
    #[must_use]
    pub fn is_concurrent(&self) -> bool {
        self.marks.iter().any(|mark| mark.starts_with('兼')) || self.words.starts_with('兼')
    }

    /// On probation.
    #[must_use]
    pub fn is_on_probation(&self) -> bool {
        self.marks.iter().any(|mark| mark.contains("试用期"))
    }

    /// The level in a mark: 正科级 of «（正科级）».
    #[must_use]
    pub fn level(&self) -> Option<&str> {
        let levels = ["正县级", "副县级", "正处级", "副处级", "正科级", "副科级", "股级", "正股级", "副股级"];
        self.marks.iter().find_map(|mark| levels.into_iter().find(|level| mark.starts_with(level)))
    }
}

/// Splits at 、 (same body), ，and ； (next body), never inside brackets. The text itself is kept by whoever has it.
#[must_use]
pub fn split(words: &str) -> Vec<PostText> {
    let mut posts = Vec::new();
    let mut current = String::new();
    let mut marks = Vec::new();
    let mut mark = String::new();
    let mut depth = 0_u8;
    let mut same_body = false;
    let flat = text::clean(words).replace('\n', "；");
    for c in flat.chars() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !mark.trim().is_empty() {
                    marks.push(std::mem::take(&mut mark).trim().to_owned());
                }
            }
            other if depth > 0 => mark.push(other),
            '、' | '，' | ',' | '；' | ';' => {
                close(&mut posts, &mut current, &mut marks, same_body);
                same_body = c == '、';
            }
            other => current.push(other),
        }
    }
    if !mark.trim().is_empty() {
        marks.push(mark.trim().to_owned());
    }
    close(&mut posts, &mut current, &mut marks, same_body);
    posts
}

fn close(posts: &mut Vec<PostText>, current: &mut String, marks: &mut Vec<String>, same_body: bool) {
    let words = std::mem::take(current).trim().to_owned();
    let marks = std::mem::take(marks);
    if words.is_empty() {
        if let Some(last) = posts.last_mut() {
            last.marks.extend(marks);
        }
        return;
    }
    let is_rank = ["调研员", "主任科员", "巡视员", "科员", "办事员"].iter().any(|rank| words.ends_with(rank))
        || ["高级主管", "主管"].iter().any(|rank| words.ends_with(rank) && words.contains('级'));
    posts.push(PostText { words, marks, is_rank, same_body });
}
