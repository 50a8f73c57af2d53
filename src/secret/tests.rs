//! What is a secret, and what only looks like one.

use super::*;

pub(super) fn found(text: &str) -> Vec<(Kind, &str)> {
    let all = find(text).into_iter();
    all.map(|it| (it.kind, &text[it.range])).collect()
}

#[test]
fn every_pattern_is_one() {
    assert_eq!(patterns::ALL.len(), 15);
}

#[test]
fn passwords_are_found_beside_their_word_in_both_languages() {
    for text in [
        "口令：Core@2026x",
        "数据库密码为 Core@2026x，请勿外传",
        "password: Core@2026x",
        "db_password=Core@2026x;",
        "DB_PWD = \"Core@2026x\"",
        "- {name: x, password: Core@2026x}",
        "**密码**： Core@2026x。",
        "the password is Core@2026x.",
        "api_key: 'Core@2026x'",
    ] {
        assert_eq!(found(text), [(Kind::Password, "Core@2026x")], "{text}");
    }
    assert_eq!(found("password=plainword"), [(Kind::Password, "plainword")]);
    assert_eq!(found("密码：839201"), [(Kind::Password, "839201")]);
}

#[test]
fn a_token_behind_bearer_is_found_without_the_name_of_its_header() {
    let token = "abcdefghijklmnop1234";
    for text in [
        "Bearer abcdefghijklmnop1234",
        "用bearer abcdefghijklmnop1234调用",
    ] {
        assert_eq!(found(text), [(Kind::Token, token)], "{text}");
    }
    for text in [
        "Bearer authentication is required",
        "Bearer of this letter abcdefghijklmnop",
        "Bearer authenticationofoperators",
        "Bearer $ACCESS_TOKEN_OF_2026",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn passwords_of_database_clients_are_found() {
    for text in [
        "sqlplus core/Tiger9",
        "`sqlplus -s core/Tiger9`",
        "sqlplus core/Tiger9@prod",
        "expdp core/Tiger9@prod directory=dump",
        "rman target core/Tiger9@prod",
        "redis-cli -h 10.0.0.7 -a Tiger9 ping",
        "create user core identified by \"Tiger9\"",
        "GRANT ALL ON core.* TO 'app'@'%' IDENTIFIED BY 'Tiger9'",
        "grant select to app identified by Tiger9",
        "identified by 'Tiger9'",
    ] {
        assert_eq!(found(text), [(Kind::Command, "Tiger9")], "{text}");
    }
    assert_eq!(
        found("jdbc:oracle:thin:core/Tiger9@//10.0.0.7/prod"),
        [(Kind::Address, "Tiger9")]
    );
    for text in [
        "sqlplus scripts/upgrade.sql",
        "sqlplus core/$CORE_PASSWORD",
        "sqlplus core/****@prod",
        "redis-cli -h 10.0.0.7 ping",
        "the fault was identified by the monitoring of users",
        "identified by CHG-2026-0014",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_value_may_begin_and_hold_any_sign() {
    for (text, value) in [
        ("密码：@Core2026x!", "@Core2026x!"),
        ("密码：!Core2026x", "!Core2026x"),
        ("密码 Core2026!x.y-z", "Core2026!x.y-z"),
        ("账号 admin 密码 Core2026!x.y-z", "Core2026!x.y-z"),
        ("密码：%Core2026x", "%Core2026x"),
        ("密码：&Core2026x", "&Core2026x"),
        ("password: [Core2026x", "[Core2026x"),
        ("password=Abc/def12345", "Abc/def12345"),
        ("password=Ab,def12345!", "Ab,def12345!"),
        ("password: \"@Core2026x!\"", "@Core2026x!"),
        ("password: \"Core 2026 x\"", "Core 2026 x"),
        ("password: ${DB:-Core@2026x}", "${DB:-Core@2026x"),
        (
            "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE",
        ),
    ] {
        assert_eq!(found(text), [(Kind::Password, value)], "{text}");
    }
}

#[test]
fn the_word_and_the_value_may_stand_apart() {
    for text in [
        "登录密码是：Core@2026x",
        "密码已重置为 Core@2026x",
        "the password was changed to Core@2026x.",
        "| 密码 | Core@2026x |",
        "| **密码** | `Core@2026x` |",
        "口令（root）：Core@2026x",
        "口令(生产库 root): Core@2026x",
        "DB_PASS=Core@2026x",
        "DB_PASS: Core@2026x",
        "user: root, pass: Core@2026x",
        "登录密码 Core@2026x",
        "password:\n  Core@2026x\n",
        "password: >-\r\n  Core@2026x\r\n",
        "密码：\n\nCore@2026x\n",
        "密码：\n- `Core@2026x`\n",
        "secret password: Core@2026x",
    ] {
        assert_eq!(found(text), [(Kind::Password, "Core@2026x")], "{text}");
    }
}

#[test]
fn the_word_may_stand_within_a_longer_key() {
    for text in [
        "DB_PASSWORD_PROD=plainword",
        "db.password.prod=plainword",
        "dbPasswordProd=plainword",
        "PASSWORD2=plainword",
        "DB_PASS_PROD=plainword",
    ] {
        assert_eq!(found(text), [(Kind::Password, "plainword")], "{text}");
    }
    for text in [
        "API_TOKEN_BILLING: Core@2026x",
        "password_hash = Core@2026x",
        "密码1：Core@2026x",
        "os.environ[\"DB_PASSWORD\"] = \"Core@2026x\"",
        "evidence/password%3DCore@2026x",
        "evidence/%E5%AF%86%E7%A0%81=Core@2026x",
        "密码_Core@2026x",
        "密码%20Core@2026x",
        "<th>密码</th><td>Core@2026x</td>",
        "password := \"Core@2026x\"",
    ] {
        assert_eq!(found(text), [(Kind::Password, "Core@2026x")], "{text}");
    }
    for text in [
        "PASSWORD_FILE=db-prod-01.txt1",
        "password_min_length: 12character",
        "tokenType=Bearer1",
        "TOKEN_TTL=3600s1",
        "secretary: Li.Wei2026",
        "password_strategy=rotating",
        "SECRET_TTL=30days",
        "password_digest = digest(token2)",
        "secret::find(&text)",
        "colour token: #0f766e",
        "令牌（改名）[#44479](https://example.org/44479)",
        "test_pass_rate: 98.75%",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn names_of_a_path_are_covered_each_by_itself() {
    assert_eq!(
        veil_path("changes/A/evidence/password=Core2026/mail.txt"),
        "changes/A/evidence/password=██__/mail.txt"
    );
    assert_eq!(veil_path("a/密码：Core@2026x.txt"), "a/密码：████__");
    for path in [
        "evidence/password-reset.eml",
        "evidence/口令更换记录 2026-05-10.png",
        "password/SEC-2026-0142.txt",
        "a/token=/etc/x",
    ] {
        assert_eq!(veil_path(path), path);
    }
}

#[test]
fn talk_about_passwords_is_none() {
    for text in [
        "不得含口令、密钥",
        "密码策略：每 90 天更换",
        "口令由甲方保管，见 evidence/0508.eml",
        "password: <ask the operator>",
        "password: ${DB_PASSWORD}",
        "password=$DB_PASSWORD",
        "密码：******",
        "密码：xxxxxx",
        "token: SEC-2026-0142",
        "secret: vault/payments/db",
        "password: required",
        "the token is renewed every night",
        "令牌：2026-05-10",
        "密码：已由双人分段保管",
        "secret: https://vault.example.org/payments",
        "password must be changed; secret is kept elsewhere",
        "密码已更换",
        "password policy: 90 days",
        "密码（生产）：<由操作人填写>",
        "password: \"{{ db_password }}\"",
        "password: %DB_PASSWORD%",
        "password: ‹to be filled in›",
        "password: [REDACTED]",
        "password: !vault |",
        "| 密码 | 已更换 |\n| 令牌 | v2.4.1 |",
        "private_key=certs/core/server.pem",
        "密码 见 evidence/0508.eml",
        "password:\n  min_length8: 12\n",
        "密码：\n  evidence/2026/0508.eml\n",
        "测试结果 pass: 318rows",
        "pass: all 12345678 rows",
        "密码 ops2@bank.example",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn tokens_keys_addresses_and_commands_are_found() {
    let token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    assert_eq!(found(&format!("用 {token} 拉取")), [(Kind::Token, token)]);
    assert_eq!(found(&format!("用{token}拉取")), [(Kind::Token, token)]);
    assert_eq!(
        found("Authorization: Bearer abc.def-123456"),
        [(Kind::Token, "abc.def-123456")]
    );
    assert_eq!(
        found("jdbc: postgres://app:S3cret!@10.0.0.7/core"),
        [(Kind::Address, "S3cret!")]
    );
    assert_eq!(
        found("alter user core identified by Tiger9;"),
        [(Kind::Command, "Tiger9")]
    );
    assert_eq!(
        found("mysqldump -uroot -pTiger9 core > core.sql"),
        [(Kind::Command, "Tiger9")]
    );
    for text in [
        "curl -u admin:Core@2026x https://core/api",
        "curl -s --user 'admin:Core@2026x' https://core/api",
    ] {
        assert_eq!(found(text), [(Kind::Command, "Core@2026x")], "{text}");
    }
    assert_eq!(found("curl -u admin:$PASSWORD https://core"), []);
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----\n";
    assert_eq!(found(key), [(Kind::PrivateKey, "\nMIIE\nabcd\n")]);
}

#[test]
fn veil_covers_the_bytes_and_nothing_else() {
    let text = "a: 口令：Core@2026x\nkey: -----BEGIN PRIVATE KEY-----\r\nMIIE\r\n-----END PRIVATE KEY-----\n末尾";
    let veiled = veil(text, &find(text));
    assert_eq!(
        veiled,
        "a: 口令：███_\nkey: -----BEGIN PRIVATE KEY-----\r\n█_\r\n-----END PRIVATE KEY-----\n末尾"
    );
    assert_eq!(veiled.len(), text.len());
    assert_eq!(veil("nothing", &[]), "nothing");
}
