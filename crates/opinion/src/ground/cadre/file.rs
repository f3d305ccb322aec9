//! What the 任免审批表 of a cadre says beside his card.

use engine::words::{FileId, Prose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A relative as the form names him; who is under management himself is related by `add_relation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FamilyMember {
    /// 妻子, 儿子 …
    #[schemars(title = "称谓")]
    pub relation: String,
    /// Name.
    #[schemars(title = "姓名")]
    pub name: String,
    /// Month of birth, as written.
    #[schemars(title = "出生年月")]
    pub birth: String,
    /// 群众, 中共党员 …
    #[schemars(title = "政治面貌")]
    pub politics: String,
    /// Work and post.
    #[schemars(title = "工作单位及职务")]
    pub work: String,
}

/// A field of the form that has no other place here, by the name it has in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FormField {
    /// The element's name.
    #[schemars(title = "栏目")]
    pub name: String,
    /// What stands in it.
    #[schemars(title = "内容")]
    pub text: String,
}

/// What the form says beside the card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PersonFile {
    /// 健康, 一般 …
    #[schemars(title = "健康状况")]
    pub health: Option<String>,
    /// What he knows well.
    #[schemars(title = "熟悉专业有何专长")]
    pub speciality: Option<String>,
    /// Line by line, as written: its blanks are its columns.
    #[schemars(title = "简历")]
    pub resume: Option<Prose>,
    /// Rewards and punishments.
    #[schemars(title = "奖惩情况")]
    pub rewards: Option<Prose>,
    /// Yearly assessments.
    #[schemars(title = "年度考核结果")]
    pub assessments: Option<Prose>,
    /// Relatives.
    #[schemars(title = "家庭主要成员及重要社会关系")]
    pub family: Vec<FamilyMember>,
    /// The photo.
    #[schemars(title = "照片")]
    pub photo: Option<FileId>,
    /// The rest of the form.
    #[schemars(title = "其他栏目")]
    pub sheet: Vec<FormField>,
}

/// The form as it is now, and which of its fields are different.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileKept {
    /// What the form says.
    #[schemars(title = "任免审批表内容")]
    pub file: PersonFile,
    /// The words of the fields that changed; what stands in them is too long for a line.
    #[schemars(title = "变动栏目")]
    pub differences: Vec<String>,
}
