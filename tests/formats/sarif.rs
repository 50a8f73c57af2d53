//! The whole of SARIF for the small portal of [`super::whole`].

use super::whole::printed;

#[test]
fn sarif() {
    insta::assert_snapshot!(printed("sarif"), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "changebook",
              "semanticVersion": "[VERSION]",
              "informationUri": "https://lantern.example/",
              "language": "en",
              "rules": [
                {
                  "id": "P-CALL",
                  "name": "TheLastCallComesBeforeTheAcceptance",
                  "shortDescription": {
                    "text": "the last call comes before the acceptance"
                  },
                  "fullDescription": {
                    "text": "A last call is the last chance to object."
                  },
                  "help": {
                    "text": "A last call is the last chance to object.\n\nPP-3 A last call of at most four weeks comes before the acceptance.",
                    "markdown": "A last call is the last chance to object.\n\nPP-3 A last call of at most four weeks comes before the acceptance."
                  },
                  "helpUri": "https://lantern.example/rules/p-call/",
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "properties": {
                    "tags": [
                      "compliance",
                      "PP-3"
                    ],
                    "problem.severity": "error"
                  }
                },
                {
                  "id": "date-form",
                  "name": "ADateInAnotherForm",
                  "shortDescription": {
                    "text": "A date in another form"
                  },
                  "fullDescription": {
                    "text": "Dates such as `2024年5月10日` or `2024/5/10` are accepted, but one form throughout makes records easier to search and to compare."
                  },
                  "help": {
                    "text": "Dates such as `2024年5月10日` or `2024/5/10` are accepted, but one form throughout makes records easier to search and to compare.",
                    "markdown": "Dates such as `2024年5月10日` or `2024/5/10` are accepted, but one form throughout makes records easier to search and to compare."
                  },
                  "defaultConfiguration": {
                    "level": "note"
                  },
                  "properties": {
                    "tags": [
                      "compliance"
                    ],
                    "problem.severity": "recommendation"
                  }
                },
                {
                  "id": "unknown-value",
                  "name": "AnUnknownValue",
                  "shortDescription": {
                    "text": "An unknown value"
                  },
                  "fullDescription": {
                    "text": "The field takes one of a fixed set of values, by key or by the label of any language."
                  },
                  "help": {
                    "text": "The field takes one of a fixed set of values, by key or by the label of any language.",
                    "markdown": "The field takes one of a fixed set of values, by key or by the label of any language."
                  },
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "properties": {
                    "tags": [
                      "compliance"
                    ],
                    "problem.severity": "error"
                  }
                }
              ]
            }
          },
          "invocations": [
            {
              "executionSuccessful": true
            }
          ],
          "columnKind": "utf16CodeUnits",
          "automationDetails": {
            "id": "changebook/"
          },
          "results": [
            {
              "ruleId": "unknown-value",
              "ruleIndex": 2,
              "level": "error",
              "kind": "fail",
              "baselineState": "new",
              "message": {
                "text": "`meta` is none of the values of `category`. write one of: core, interface, process"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "proposals/prop-0003.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 4,
                      "startColumn": 11,
                      "endLine": 4,
                      "endColumn": 15
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "findingKey/v1": "53a139ef1295f899f6abea84b32617a5"
              },
              "properties": {
                "change": "0003",
                "key": "proposals/prop-0003.md category",
                "outcome": "violated"
              }
            },
            {
              "ruleId": "date-form",
              "ruleIndex": 1,
              "level": "note",
              "kind": "fail",
              "baselineState": "new",
              "message": {
                "text": "`2026/1/5` is understood; `2026-01-05` is the form that sorts and compares everywhere. write `2026-01-05`"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "proposals/prop-0003.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 6,
                      "startColumn": 10,
                      "endLine": 6,
                      "endColumn": 18
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "findingKey/v1": "6820036282fb13f8c3be679d6fb94b79"
              },
              "fixes": [
                {
                  "description": {
                    "text": "write `2026-01-05`"
                  },
                  "artifactChanges": [
                    {
                      "artifactLocation": {
                        "uri": "proposals/prop-0003.md",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "replacements": [
                        {
                          "deletedRegion": {
                            "startLine": 6,
                            "startColumn": 10,
                            "endLine": 6,
                            "endColumn": 18
                          },
                          "insertedContent": {
                            "text": "2026-01-05"
                          }
                        }
                      ]
                    }
                  ]
                }
              ],
              "properties": {
                "change": "0003",
                "key": "proposals/prop-0003.md created",
                "outcome": "violated"
              }
            },
            {
              "ruleId": "P-CALL",
              "ruleIndex": 0,
              "level": "error",
              "kind": "fail",
              "baselineState": "new",
              "message": {
                "text": "accepted on 2026-01-20, before the last call of 2026-01-26. the working group must see a last call before it accepts. last call: [proposals/prop-0003.md:12:35](1)"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "proposals/prop-0003.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 11,
                      "startColumn": 35,
                      "endLine": 11,
                      "endColumn": 45
                    }
                  }
                }
              ],
              "relatedLocations": [
                {
                  "id": 1,
                  "message": {
                    "text": "last call"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "proposals/prop-0003.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 12,
                      "startColumn": 36,
                      "endLine": 12,
                      "endColumn": 46
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "findingKey/v1": "2a17da61f365fbf853f91f71d317dcbe"
              },
              "properties": {
                "change": "0003",
                "key": "event.accepted",
                "outcome": "violated"
              }
            }
          ]
        }
      ]
    }
    ---- exit 1
    "#);
}
