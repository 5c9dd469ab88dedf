"""broken.py DIR: workbooks as hostile or careless people make them, one file each, from a good one of old cases."""
import io, sys, zipfile

folder = sys.argv[1]
BOOK = ('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets>%s</sheets></workbook>')
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
HEAD = ["案号", "案由", "当事人", "决定日期", "处理结果"]
GOOD = ["演示〔2018〕1号", "占道经营", "演示甲", "2019-03-05", "罚款"]


def text(column, row, value):
    return f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'


def line(row, values):
    return f'<row r="{row}">' + "".join(v if v.startswith("<c") else text(i, row, v) for i, v in enumerate(values)) + "</row>"


def sheet(rows, after="", before=""):
    return f'{before}<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>'


def book(name, xml, sheets=("历史案件台账",), **more):
    with zipfile.ZipFile(f"{folder}/{name}.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("xl/workbook.xml", BOOK % "".join(f'<sheet name="{s}" sheetId="{i}" r:id="rId{i}"/>' for i, s in enumerate(sheets, 1)))
        z.writestr("xl/_rels/workbook.xml.rels", RELS % "".join(f'<Relationship Id="rId{i}" Target="worksheets/sheet1.xml"/>' for i in range(1, len(sheets) + 1)))
        z.writestr("xl/worksheets/sheet1.xml", xml)
        for path, content in more.items():
            z.writestr(path.replace("__", "/") + ".xml", content)


head = line(1, HEAD)
book("good", sheet(head + line(2, GOOD)))
book("wrong-sheet", sheet(head + line(2, GOOD)), sheets=("甲", "乙"))
book("merged-head", sheet(line(1, ["历史案件一览表", "", "", "", ""]), '<mergeCells><mergeCell ref="A1:E1"/></mergeCells>'))
book("merged-rows", sheet(head + line(2, GOOD), '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'))
book("missing-column", sheet(line(1, HEAD[:3] + ["x", HEAD[4]]) + line(2, GOOD)))
book("unknown-column", sheet(line(1, HEAD + ["天气"]) + line(2, GOOD + ["晴"])))
book("date-as-text", sheet(head + line(2, GOOD[:3] + ["去年三月", "罚款"])))
book("formula", sheet(head + line(2, GOOD[:4] + ['<c r="E2" t="str"><f>A2&amp;B2</f><v>罚款</v></c>'])))
book("error-value", sheet(head + line(2, GOOD[:4] + ['<c r="E2" t="e"><v>#REF!</v></c>'])))
book("too-many-rows", sheet(head + '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))
book("empty", sheet(head))
book("twice", sheet(head + line(2, GOOD) + line(3, GOOD)))
book("entities", sheet(head + line(2, GOOD), before='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'))
book("bomb", sheet(head + "<x></x>" * (6 << 20)))
whole = io.BytesIO(open(f"{folder}/good.xlsx", "rb").read()).getvalue()
open(f"{folder}/cut.xlsx", "wb").write(whole[: len(whole) // 2])
open(f"{folder}/old.xlsx", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
open(f"{folder}/nothing.xlsx", "wb").write(b"")
with zipfile.ZipFile(f"{folder}/archive.xlsx", "w") as z:
    z.writestr("readme.txt", "no workbook")
with zipfile.ZipFile(f"{folder}/many.xlsx", "w") as z:
    for i in range(2100):
        z.writestr(f"xl/{i}", "")
