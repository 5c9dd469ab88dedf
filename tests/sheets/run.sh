#!/usr/bin/env bash
# run.sh: workbooks out and in.  What we write is opened by LibreOffice and by openpyxl and compared with our CSV; what LibreOffice and openpyxl
# write is taken in; broken workbooks get a message each, and nothing of them is taken.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=sheets; . tests/lib.sh
export XDG_STATE_HOME=$work/state HOME=$work MINGJING_DB=sqlite:$work/site.db
unset MINGJING_KEYS MINGJING_BLOBS
for tool in /usr/bin/python3 soffice; do command -v "$tool" > /dev/null || give_up "$tool is needed (tools/need.sh test)"; done
now="2026-11-24 10:00"
ln -s "$PWD/packs/daying" "$work/daying"
printf 'story "people"\npack daying\ninclude daying/demo/staff.story\n' > "$work/site.story"
"$program" story "$work/site.story" --db "$MINGJING_DB" --via direct > "$work/story.log" 2>&1 || { tail -5 "$work/story.log"; give_up "no site"; }
view() { "$program" view "$@" --now "$now"; }
take() { "$program" intake "$@" --as admin --now "$now"; }
count() { view old_cases --as admin --format csv | tail -n +2 | grep -c 演示; }
code() { sed -nE 's/.*"refused":\{"code":"([A-Z_]+)".*/\1/p' "$1"; }

# ---- in: people who write odd things, by hand and by openpyxl ----
/usr/bin/python3 - "$work" <<'PY'
import openpyxl, datetime, sys
w = openpyxl.Workbook()
s = w.active
s.title = "历史案件台账"
s.append(["案号", "案由", "当事人", "决定日期", "处理结果", "罚款"])
s.append(["演示〔2019〕1号", "=HYPERLINK(1)", "演示甲", datetime.date(2019, 3, 5), "罚款", 200.5])
s["B2"].data_type = "s"
s.append(["演示〔2019〕2号", "+1 两行\n第二行", "演示乙_x0041_", "2019年4月6日", "警告", None])
s.append(["演示〔2019〕3号", "占道", "演示丙", "2019/4/7", "罚款", 99999999])
w.save(sys.argv[1] + "/people.xlsx")
PY
that "a workbook of openpyxl's is taken in" take old_cases "$work/people.xlsx"
is "… each row is an act of whoever brought it" "$(count)" 3
is "… a day, however it was written, is a day" "$(view old_cases --as admin --format json | grep -o '"decided":"[0-9-]*"' | sort | tr '\n' ' ')" '*2019-03-05*2019-04-06*2019-04-07*'
is "… and says everywhere what this log cannot say" "$(view old_cases --as admin --format json | grep -o '导入之前的过程本系统未见证' | wc -l)" 3
is "… apart from the cases of this system" "$(view cases --as zhao --format csv | wc -l)" 1
take old_cases "$work/people.xlsx" > "$work/again"; is "brought again, nothing is done twice" "$(code "$work/again") $(count)" "INTAKE_ROWS 3"

# ---- out: the same for strangers ----
view old_cases --as admin --format xlsx > "$work/out.xlsx"
view old_cases --as admin --format csv --all > "$work/out.csv"
that "LibreOffice opens it" soffice --headless --convert-to csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,false --outdir "$work/lo" "$work/out.xlsx"
that "… and reads what our CSV says" /usr/bin/python3 tests/sheets/same.py "$work/lo/out.csv" "$work/out.csv"
that "openpyxl reads the same; no cell is a formula; the head is frozen" /usr/bin/python3 tests/sheets/same.py --book "$work/out.xlsx" "$work/out.csv"
is "who took how many rows stands in the log" "$(view exports --as admin --format csv | grep -c '历史案件,3')" 2
is "what is filtered is what is taken" "$(view old_cases q=占道 --as admin --format csv --all | grep -c 演示)" 1

# ---- templates and error sheets go round through LibreOffice ----
for kind in users certificates old_cases; do
        that "the template of $kind is written" take "$kind" --template "$work/$kind.xlsx"
done
that "the template of devices is written for whoever registers them" "$program" intake devices --template "$work/devices.xlsx" --as shen --now "$now"
"$program" intake devices --template "$work/devices.xlsx" --as admin --now "$now" > "$work/devices"
is "… and for nobody else" "$(code "$work/devices")" ROLE
take old_cases "$work/old_cases.xlsx" > "$work/example"
is "the example row of a template is not taken in" "$(code "$work/example")" SHEET_HEAD
printf '案号,案由,当事人,决定日期,处理结果\n演示〔2020〕1号,占道,演示丁,2020-01-01,罚款\n演示〔2020〕2号,占道,演示戊,昨天,罚款\n' | iconv -t GB18030 > "$work/mixed.csv"
take old_cases "$work/mixed.csv" --errors "$work/errors.xlsx" > "$work/mixed"
is "all or nothing: one wrong row, none is taken" "$(code "$work/mixed") $(count)" "INTAKE_ROWS 3"
that "the error sheet is a workbook" soffice --headless --convert-to csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,false --outdir "$work/lo" "$work/errors.xlsx"
is "… with the rows and why" "$(grep -c '演示戊.*昨天.*类型' "$work/lo/errors.csv") $(grep -c 演示丁 "$work/lo/errors.csv")" "1 1"
that "good rows only, by choice" take old_cases "$work/mixed.csv" --good-rows
is "… took the good one" "$(count)" 4
sed -i 's/昨天/2020-01-02/; /演示丁/d' "$work/lo/errors.csv"
that "the error sheet, put right, is taken in as it is" take old_cases "$work/lo/errors.csv"
printf '文号,违法行为,姓名,日期,结果\n演示〔2021〕1号,占道,演示己,2021-01-01,罚款\n' > "$work/theirs.csv"
printf '案号=文号\n案由=违法行为\n当事人=姓名\n决定日期=日期\n处理结果=结果\n备注="二〇二一年台账"\n' > "$work/map"
that "a ledger with columns of its own, by a mapping" take old_cases "$work/theirs.csv" --map "$work/map"
is "only looked at: nothing is taken" "$(take old_cases "$work/theirs.csv" --map "$work/map" --check | grep -o '"done":[0-9]*') " '"done":0 '

# ---- broken ----
mkdir "$work/broken" && /usr/bin/python3 tests/sheets/broken.py "$work/broken"
before=$(count)
while read -r name want says; do
        timeout 60 "$program" intake old_cases "$work/broken/$name.xlsx" --as admin --now "$now" > "$work/out" 2> "$work/err"; rc=$?
        if [ $rc -eq 2 ] && [ "$(code "$work/out")" = "$want" ] && grep -q -- "$says" "$work/out"; then held "$name: $want, $says"; else broke "$name: $want, $says" "$work/out" "$work/err"; fi
done <<'LIST'
wrong-sheet SHEET_MISSING 甲
merged-head SHEET_HEAD A1:E1
merged-rows SHEET_HEAD A2:A3
missing-column SHEET_HEAD 决定日期
unknown-column SHEET_HEAD 天气
date-as-text INTAKE_ROWS 决定日期
formula INTAKE_ROWS 公式
error-value INTAKE_ROWS #REF!
too-many-rows SHEET_LIMIT 1048577
empty SHEET_HEAD 没有要导入的行
twice INTAKE_ROWS 第.2.行重复
entities SHEET_BROKEN DTD
bomb SHEET_LIMIT 压缩炸弹
cut SHEET_BROKEN 损坏
old SHEET_BROKEN .xls
nothing SHEET_BROKEN 空文件
archive SHEET_BROKEN 不是工作簿
many SHEET_LIMIT 2100
LIST
is "of all these nothing was taken" "$(count)" "$before"
that "the log is whole, and the tables are what it says" "$program" journal verify
that "… rebuilt, they are the same" "$program" rebuild --check
finished
