//! The arguments. `golden/help.txt` shows them as a person sees them.

use clap::{Arg, ArgAction, Args, Command as Clap, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;

/// 准绳：从严管理监督干部
#[derive(Parser)]
#[command(name = "zhunsheng", version, about = "准绳：从严管理监督干部", disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Reads the arguments of the process; ends it with a help text or an error of the usage.
    #[must_use]
    pub fn of_the_process() -> Self {
        let matches = spoken(Self::command()).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// A command and those below it, with their help in Chinese.
fn spoken(command: Clap) -> Clap {
    let positional = command.get_positionals().next().is_some();
    let template = if command.has_subcommands() {
        "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n"
    } else if positional {
        "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}\n"
    } else {
        "{about}\n\n用法：{usage}\n\n选项：\n{options}\n"
    };
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let command = command.help_template(template).disable_help_flag(true).arg(help);
    let command = if command.get_version().is_some() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
        command.disable_version_flag(true).arg(version)
    } else {
        command
    };
    command.mut_subcommands(spoken)
}

/// What can be done.
#[derive(Subcommand)]
pub enum Command {
    /// 造一个虚构的县，演完近两年，开始服务
    Demo(Demo),
    /// 打开已有的县（没有则新建空县），开始服务
    Serve(Serve),
    /// 导入
    #[command(subcommand)]
    Import(Import),
    /// 导出
    #[command(subcommand)]
    Export(Export),
    /// 重放日志，逐行核对
    Verify(Verify),
    /// 备份一个县，可在服务运行时做；密钥另存
    Backup(Backup),
    /// 从备份恢复到空的位置，并核对
    Restore(Restore),
    /// 政策包
    #[command(subcommand)]
    Policy(Policy),
    /// 账号
    #[command(subcommand)]
    User(User),
    /// 按种子演练，核对不变量
    Simulate(Simulate),
    /// 量速度，结果为 JSON
    Bench(Bench),
}

/// Where a county lies.
#[derive(Args, Clone)]
pub struct Place {
    /// 数据库：sqlite:路径 或 postgres://…；不写则在数据文件夹中
    #[arg(long, env = "ZHUNSHENG_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// 数据文件夹
    #[arg(long, default_value = "zhunsheng-data")]
    pub data: PathBuf,
    /// 密钥文件夹，应与数据分开保管；不写则在数据文件夹旁
    #[arg(long)]
    pub keys: Option<PathBuf>,
    /// PostgreSQL 中的旧版数据库已经备份，升级它（SQLite 的自动备份并升级）
    #[arg(long)]
    pub upgrade: bool,
}

/// How it is served.
#[derive(Args, Clone)]
pub struct Listen {
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// 在 TLS 之后运行：Cookie 加 Secure
    #[arg(long)]
    pub secure: bool,
    /// 当前时间，例如 2026-05-05T09:00；只用于演示和测试的县
    #[arg(long)]
    pub today: Option<String>,
    /// What leaves the house.
    #[command(flatten)]
    pub outgoing: Outgoing,
}

/// What leaves the house, and by which ways.
#[derive(Args, Clone)]
pub struct Outgoing {
    /// 大家访问本服务器的地址，邮件、日历和事件通知中的链接以它开头；不写则用监听地址
    #[arg(long, env = "ZHUNSHENG_SITE", hide_env_values = true)]
    pub site: Option<String>,
    /// 发每日邮件的邮件服务器，主机:端口；不写则不发
    #[arg(long, env = "ZHUNSHENG_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// 与邮件服务器的连接：starttls、tls，或 none（不加密，只用于本机和内网）
    #[arg(long, env = "ZHUNSHENG_SMTP_SECURITY", hide_env_values = true, default_value = "starttls")]
    pub smtp_security: String,
    /// 邮件服务器的账号
    #[arg(long, env = "ZHUNSHENG_SMTP_USER", hide_env_values = true)]
    pub smtp_user: Option<String>,
    /// 存有邮件服务器口令的文件
    #[arg(long, env = "ZHUNSHENG_SMTP_PASSWORD_FILE", hide_env_values = true)]
    pub smtp_password_file: Option<PathBuf>,
    /// 每日邮件的发件人，例如 准绳 <zhunsheng@example.gov.cn>
    #[arg(long, env = "ZHUNSHENG_MAIL_FROM", hide_env_values = true)]
    pub mail_from: Option<String>,
    /// 收件地址只能在这些域名内，用逗号隔开；不写则不限
    #[arg(long, env = "ZHUNSHENG_MAIL_DOMAINS", hide_env_values = true, value_delimiter = ',')]
    pub mail_domains: Vec<String>,
    /// 几点以后发每日邮件，0至23
    #[arg(long, env = "ZHUNSHENG_DIGEST_AT", hide_env_values = true, default_value_t = 8)]
    pub digest_at: i8,
    /// 接收事件通知的地址（http或https），用逗号隔开；只发种类、动作、编号、链接和时间
    #[arg(long, env = "ZHUNSHENG_HOOKS", hide_env_values = true, value_delimiter = ',')]
    pub hooks: Vec<String>,
    /// 存有事件通知签名密钥的文件，至少32个字符
    #[arg(long, env = "ZHUNSHENG_HOOK_SECRET_FILE", hide_env_values = true)]
    pub hook_secret_file: Option<PathBuf>,
}

/// `demo`
#[derive(Args)]
pub struct Demo {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// How.
    #[command(flatten)]
    pub listen: Listen,
    /// 种子，相同则所造相同
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// 演几年
    #[arg(long, default_value_t = 2)]
    pub years: u8,
    /// 只造县，不开始服务
    #[arg(long)]
    pub make_only: bool,
}

/// `serve`
#[derive(Args)]
pub struct Serve {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// How.
    #[command(flatten)]
    pub listen: Listen,
    /// 把新建的县标为测试用，之后可用 --today
    #[arg(long)]
    pub test: bool,
}

/// `import`
#[derive(Subcommand)]
pub enum Import {
    /// 干部花名册（.xlsx、.xls、.csv）或任免审批表（.lrmx、.lrm、文件夹、.zip）
    People(ImportPeople),
    /// 列出导入过的花名册和编号
    List {
        /// Where.
        #[command(flatten)]
        place: Place,
    },
    /// 整个撤销一次导入；已有事项以它为依据的不能撤销
    Undo(ImportUndo),
}

/// `import undo`
#[derive(Args)]
pub struct ImportUndo {
    /// 导入的编号，见 import list
    pub run: String,
    /// Where.
    #[command(flatten)]
    pub place: Place,
}

/// `import people`
#[derive(Args)]
pub struct ImportPeople {
    /// 花名册、任免审批表、装有任免审批表的文件夹或压缩包
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 只检查，不导入
    #[arg(long)]
    pub check: bool,
    /// 超过这么多项的先分批存入，全部存好后一次生效；中断后用同一命令接着办
    #[arg(long, default_value_t = 5_000)]
    pub stage_above: usize,
    /// 检查结果写入文件，.json 或 .xlsx
    #[arg(long)]
    pub report: Option<PathBuf>,
    /// 选定分不清的人，例如 云亭镇/测甲.lrmx=人员编号、花名册!3=新人；可写几次
    #[arg(long)]
    pub same: Vec<String>,
}

/// `export`
#[derive(Subcommand)]
pub enum Export {
    /// 干部花名册（.xlsx）
    People(ExportPeople),
    /// 任免审批表编辑器的文件（.lrmx），一人一个，按单位分文件夹
    Lrmx(ExportForms),
    /// 干部任免审批表（.docx），一人一个，按单位分文件夹
    AppointmentForm(ExportForms),
    /// 年度台账（.xlsx），已封账的按封账时的内容并核对
    Ledger(ExportLedger),
}

/// `export ledger`
#[derive(Args)]
pub struct ExportLedger {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 事项种类，如leave
    #[arg(long)]
    pub kind: String,
    /// 年度
    #[arg(long)]
    pub year: i16,
    /// 写到这个文件
    #[arg(long)]
    pub to: PathBuf,
    /// 纸张，A4或A3；不写则按列数
    #[arg(long)]
    pub paper: Option<String>,
}

/// `export people`
#[derive(Args)]
pub struct ExportPeople {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 写到这个文件
    #[arg(long)]
    pub to: PathBuf,
    /// 只导出这个单位
    #[arg(long)]
    pub unit: Option<String>,
    /// 列名，按先后，用逗号隔开；不写则用常用的列
    #[arg(long, value_delimiter = ',')]
    pub columns: Vec<String>,
}

/// `export lrmx`, `export appointment-form`
#[derive(Args)]
pub struct ExportForms {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 写到这个文件夹
    #[arg(long)]
    pub to: PathBuf,
    /// 只导出这个单位
    #[arg(long)]
    pub unit: Option<String>,
    /// 只导出这些人员编号；可写几次
    #[arg(long)]
    pub person: Vec<String>,
    /// 都用2025年起的表式；不写则有到龄年月的才用
    #[arg(long)]
    pub newer: bool,
}

/// `verify`
#[derive(Args)]
pub struct Verify {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 结果为 JSON
    #[arg(long)]
    pub json: bool,
}

/// `backup`
#[derive(Args)]
pub struct Backup {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 备份写到这个文件夹：须不存在或为空
    #[arg(long)]
    pub to: PathBuf,
    /// 密钥文件夹的副本写到这里，须与备份分开；不写则不复制密钥
    #[arg(long)]
    pub keys_to: Option<PathBuf>,
    /// 县码；数据库里有几个县时须写
    #[arg(long)]
    pub county: Option<String>,
}

/// `restore`
#[derive(Args)]
pub struct Restore {
    /// 备份文件夹
    #[arg(long)]
    pub from: PathBuf,
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// 备份之后办理的记录已经丢失，仍要恢复
    #[arg(long)]
    pub lose_newer: bool,
}

/// `policy`
#[derive(Subcommand)]
pub enum Policy {
    /// 检查一个政策包文件夹
    Check {
        /// 政策包文件夹
        folder: PathBuf,
    },
    /// 按时限推算到期日
    Due {
        /// 时限编号
        limit: String,
        /// 起算事件的日期
        #[arg(long)]
        from: String,
        /// 起算事件
        #[arg(long, default_value = "起算")]
        event: String,
        /// 政策包文件夹；不写则用随程序的政策包
        #[arg(long)]
        pack: Option<PathBuf>,
    },
    /// 列出全部时限
    Limits {
        /// 政策包文件夹；不写则用随程序的政策包
        #[arg(long)]
        pack: Option<PathBuf>,
    },
    /// 把新的政策包或放假安排装入一个已停止服务的县（正在服务的，由股长在“政策包”页面装入）
    Load {
        /// 政策包文件夹
        folder: PathBuf,
        /// Where.
        #[command(flatten)]
        place: Place,
        /// 只看哪些到期日会变，不装入
        #[arg(long)]
        preview: bool,
    },
}

/// `user`
#[derive(Subcommand)]
pub enum User {
    /// 新开账号
    Add {
        /// 账号
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 角色，例如 section_clerk
        #[arg(long)]
        role: Option<String>,
        /// Where.
        #[command(flatten)]
        place: Place,
    },
    /// 重置口令，显示一次，首次登录须修改
    Reset {
        /// 账号
        login: String,
        /// Where.
        #[command(flatten)]
        place: Place,
    },
    /// 停用账号
    Lock {
        /// 账号
        login: String,
        /// Where.
        #[command(flatten)]
        place: Place,
    },
}

/// `simulate`
#[derive(Args)]
pub struct Simulate {
    /// 演练多少个县月
    #[arg(long, default_value_t = 200)]
    pub months: u64,
    /// 第一个种子
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// `bench`
#[derive(Args)]
pub struct Bench {
    /// 数据库；不写则用临时的 SQLite 文件
    #[arg(long)]
    pub database: Option<String>,
    /// 事项数量
    #[arg(long, default_value_t = 1000)]
    pub matters: u64,
    /// 每项量几秒；量页面、核对时可为0，只量一次
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// 量页面，而不是量办理动作
    #[arg(long, group = "what")]
    pub pages: bool,
    /// 量核对（verify）：每秒核对多少条日志
    #[arg(long, group = "what")]
    pub verify: bool,
    /// 量导入花名册（.xlsx）：每秒多少行，检查和办理都算
    #[arg(long, group = "what")]
    pub import: bool,
    /// 量登录被拒的用时：口令不对、没有的账号、已锁定的，各量200次
    #[arg(long, group = "what")]
    pub sign_in: bool,
    /// 量页面、核对时的县管干部人数，量导入时的花名册人数
    #[arg(long, default_value_t = 600, requires = "what")]
    pub cadres: u32,
    /// 量页面时，最后由64人边看边办多少秒；0为不量
    #[arg(long, default_value_t = 0, requires = "pages")]
    pub mixed: u64,
}
