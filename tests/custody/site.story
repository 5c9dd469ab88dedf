story "一份清单确认销毁以后：两份录像、一张照片、一份没有入卷的收件"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $a
li   recording.add case=$a kind=video recording_title=只在本案的录像 file=@../../packs/daying/demo/survey.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $own
li   recording.add case=$a kind=video recording_title=两个案件都有的录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $shared
li   recording.add case=$a kind=photo recording_title=另案作为书证的照片 file=@../../packs/daying/demo/photo.jpg taken_at="2024-10-08 08:40" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $photo
zhao case.assign case=$a officers=li,chen
li   inspection.record case=$a officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$own
li   summary.inform case=$a officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$a item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例路8号随意倾倒生活垃圾。 correction=当场清理
he   payment.record case=$a amount=150 paid_on=2024-10-08 receipt=演票880001
li   case.close case=$a summary=罚款已缴清
shen dossier.bind case=$a note=制卷
shen case.archive case=$a retention=years10 volume=2024-当罚-0008
li   source.register channel=inspection place=示例路9号 source_facts=同一段录像里的另一处 procedure=summary -> case $b
li   recording.add case=$b kind=video recording_title=同一段录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路9号
     collector=李立夏 device=记录仪07 proves=另一处违法行为 -> act $other
zhao case.assign case=$b officers=li,chen
li   evidence.add case=$b evidence_kind=documentary evidence_title=照片打印件 proves=现场情况 file=@../../packs/daying/demo/photo.jpg

# 没有入卷的收件：从收到之日起算
li   intake.promise file_name=preserve.mp4 size=20068 source=import -> intake $never
li   intake.promise file_name=interview.mp4 size=20058 source=import -> intake $i
li   intake.receive intake=$i file=@../../packs/daying/demo/interview.mp4
shen disposal.propose intakes=$never reason=保管期限届满 -> refused RETENTION says 没有上传完
shen disposal.propose intakes=$i reason=保管期限届满 -> refused RETENTION says 2025-10-08
check view expiring weeks=60 as shen where noun=intake is until=2025-10-08

at 2034-11-01 09:00
shen disposal.propose recordings=$own,$shared,$photo intakes=$i reason=不涉及复议、诉讼、信访和国家赔偿 -> disposal $d
zhao disposal.confirm disposal=$d note=逐项核对无误
check view tombstones as shen where disposal=$d is count=4
li   recording.open recording=$other mode=view purpose=handling
at 2034-11-02 09:00
end
