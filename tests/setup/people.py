#!/usr/bin/env python3
# people.py PEOPLE.xlsx CERTIFICATES.xlsx: fifty fictional people and the certificates of those who enforce, as an office would bring them.
import sys
import zipfile
from xml.sax.saxutils import escape

def cell(column, row, text):
    return f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'

def book(path, rows):
    sheet = ''.join(f'<row r="{n}">' + ''.join(cell(i, n, text) for i, text in enumerate(row)) + '</row>' for n, row in enumerate(rows, 1))
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006/relationships'
    kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
    parts = {
        '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/></Types>',
        '_rels/.rels': f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        'xl/workbook.xml': f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="人员" sheetId="1" r:id="r1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/worksheets/sheet1.xml': f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)

people = [('zhou', '周小满', 'command', 'duty', '值班员'), ('sun', '孙惊蛰', 'team1', 'team_leader', '大队长'), ('zhao', '赵清明', '', 'head', '局长'),
          ('qian', '钱芒种', 'policy', 'reviewer', '审核员'), ('feng', '冯小雪', 'supervision', 'editor', '公示核对员')]
surnames = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土东南西北中春夏秋冬梅兰竹菊风云雨雪'
people += [(f'officer{n:02d}', f'{surnames[n % len(surnames)]}{n:02d}示例', f'team{n % 3 + 1}', 'officer', '执法员') for n in range(45)]
assert len(people) == 50
book(sys.argv[1], [['登录名', '姓名', '所在机关', '所在机构', '岗位', '职务']] + [[login, name, 'bureau', unit, roles, post] for login, name, unit, roles, post in people])
book(sys.argv[2], [['持证人', '证件编号', '执法类别', '执法区域', '有效期起', '有效期止']] +
     [[login, f'示演{n:04d}', '综合行政执法', '大英县', '2025-01-01', '2029-12-31'] for n, (login, _, _, roles, _) in enumerate(people) if roles == 'officer'] +
     [['zhao', '示演9001', '综合行政执法', '大英县', '2025-01-01', '2029-12-31']])
