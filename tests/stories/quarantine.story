story "收件：登记、收到、隔离、解除、入卷；坏文件一个也混不进案卷，原件都还在"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=略 unit=team1 -> case $c
# 登记：名称不含路径，大小、摘要要像样
li   intake.promise file_name=../../etc/passwd size=20068 source=upload -> refused ARG_TYPE field=file_name
li   intake.promise file_name=..\x.mp4 size=20068 source=upload -> refused ARG_TYPE field=file_name
li   intake.promise file_name=huge.mp4 size=107374182400 source=upload -> refused ARG_RANGE field=size
li   intake.promise file_name=a.mp4 size=-1 source=upload -> refused ARG_RANGE field=size
li   intake.promise file_name=a.mp4 size=20068 source=upload digest=sm3:abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd -> refused ARG_RANGE|ARG_TYPE field=digest
li   intake.promise file_name=a.mp4 size=20068 source=upload collector=nobody -> refused ACTOR_UNKNOWN field=collector
ma   intake.promise file_name=a.mp4 size=20068 source=upload case=$c -> refused SCOPE
he   intake.promise file_name=a.mp4 size=20068 source=upload -> refused ROLE
li   intake.promise file_name=现场.mp4 size=20068 source=upload digest=sha256:0f68ea98d374aeb316eb94b8de10da223523fc7df8b138a68edd3a2b57e00f45 device=DSJ-0007 case=$c -> intake $v
li   intake.promise file_name=别的.mp4 size=20068 source=upload digest=sm3:1111111111111111111111111111111111111111111111111111111111111111 -> intake $o
li   intake.promise file_name=短了.mp4 size=20067 source=upload -> intake $s
check view inbox where id=$v is state=promised collector=li device=DSJ-0007 case=$c
# 收到的必须是登记的
li   intake.receive intake=$o file=@../../packs/daying/demo/video.mp4 -> refused BLOB_OTHER field=file
li   intake.receive intake=$s file=@../../packs/daying/demo/video.mp4 -> refused UPLOAD_SIZE field=file
ma   intake.receive intake=$v file=@../../packs/daying/demo/video.mp4 -> refused SCOPE
li   intake.receive intake=$v file=@../../packs/daying/demo/video.mp4
li   intake.receive intake=$v file=@../../packs/daying/demo/video.mp4 -> refused INTAKE_STATE
check view inbox where id=$v is state=inbox kind=video length=2700000
check view inbox as ma where id=$v is absent
# 文件里读出的内容只由系统填写，谁也不能自己说
li   recording.add case=$c kind=video recording_title=x intake=$v found=video findings=无 -> refused ARG_UNKNOWN
li   intake.promise file_name=x.mp4 size=1 source=upload state=inbox -> refused ARG_UNKNOWN
# 别的大队不能把我的收件放进他的案件
zhou source.register channel=hotline place=示例路9号 source_facts=略 unit=team2 -> case $m
ma   recording.add case=$m kind=video recording_title=x intake=$v taken_at="2024-09-03 08:30" place=x collector=x proves=x -> refused SCOPE field=intake
li   recording.add case=$c kind=video recording_title=x intake=999999 taken_at="2024-09-03 08:30" place=x collector=x proves=x -> refused SUBJECT_UNKNOWN
# 没有填齐采集信息的留在收件箱
li   recording.add case=$c kind=video recording_title=全程录像 intake=$v taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 -> refused RECORDING_META says 证明对象
li   recording.add case=$c kind=photo recording_title=全程录像 intake=$v taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 proves=现场 -> refused RECORDING_KIND field=kind
li   recording.add case=$c kind=video recording_title=全程录像 taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 proves=现场 -> refused ARG_MISSING field=file
li   recording.add case=$c kind=video recording_title=全程录像 intake=$s taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 proves=现场 -> refused INTAKE_STATE field=intake
li   recording.add case=$c kind=video recording_title=全程录像 intake=$v file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:30" place=示例路1号
     collector=李立夏 proves=现场 -> refused ARG_CHOICE field=file
li   recording.add case=$c kind=video recording_title=全程录像 intake=$v taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 proves=现场 -> act $r
check view inbox where id=$v is absent
check view recordings case=$c where id=$r is intake=$v device=DSJ-0007 length=2700000 type=video/mp4
# 同一份收件、同一个文件不能入卷两次
li   recording.add case=$c kind=video recording_title=又一次 intake=$v taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 proves=现场 -> refused INTAKE_STATE field=intake
li   recording.add case=$c kind=video recording_title=又一次 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:30" place=示例路1号
     collector=李立夏 proves=现场 -> refused ONCE field=file
# 照片自己记着时间：填写的相差十分钟以上，要写明原因
li   recording.add case=$c kind=photo recording_title=照片 file=@../recordings/stamped.jpg taken_at="2024-09-03 07:00" place=示例路1号 collector=李立夏 proves=位置
     -> refused RECORDING_TIME field=taken_at
li   recording.add case=$c kind=photo recording_title=照片 file=@../recordings/stamped.jpg taken_at="2024-09-03 07:00" place=示例路1号 collector=李立夏 proves=位置
     time_reason=相机时钟快了一个半小时
# 坏文件：随表单上传的拒绝入卷，从收件箱来的隔离
li   recording.add case=$c kind=video recording_title=x file=@../recordings/empty.mp4 taken_at="2024-09-03 08:30" place=x collector=x proves=x -> refused RECORDING_STOPPED field=file
li   recording.add case=$c kind=video recording_title=x file=@../recordings/truncated.mp4 taken_at="2024-09-03 08:30" place=x collector=x proves=x
     -> refused RECORDING_STOPPED says 不完整
li   recording.add case=$c kind=photo recording_title=x file=@../recordings/polyglot.jpg taken_at="2024-09-03 08:30" place=x collector=x proves=x
     -> refused RECORDING_STOPPED says 夹带
li   intake.promise file_name=empty.mp4 size=0 source=dock batch=9月3日 -> intake $e
li   intake.receive intake=$e file=@../recordings/empty.mp4
check view inbox state=quarantine where id=$e is findings=EMPTY
check page /desk/intake/$e as sun shows 文件是空的 解除隔离
check page /desk/intake/$e as li shows 文件是空的 hides 解除隔离
check page /desk/intake/$e as ma status=403
check page /desk/inbox?state=quarantine as li shows empty.mp4
li   intake.promise file_name=truncated.mp4 size=13378 source=dock batch=9月3日 -> intake $t
li   intake.receive intake=$t file=@../recordings/truncated.mp4
check view inbox state=quarantine where id=$t is findings=TRUNCATED,DECODE
li   intake.promise file_name=fake.mp4 size=6133 source=upload -> intake $f
li   intake.receive intake=$f file=@../recordings/fake.mp4
check view inbox state=quarantine where id=$f is findings=NAME_OTHER
li   intake.promise file_name=words.mp4 size=18 source=upload -> intake $w
li   intake.receive intake=$w file=@../recordings/words.mp4
check view inbox state=quarantine where id=$w is kind=other
li   intake.promise file_name=polyglot.jpg size=6256 source=phone -> intake $p
li   intake.receive intake=$p file=@../recordings/polyglot.jpg
check view inbox state=quarantine where id=$p is findings=FOREIGN
li   intake.promise file_name=bomb.png size=1096 source=phone -> intake $b
li   intake.receive intake=$b file=@../recordings/bomb.png
check view inbox state=quarantine where id=$b is findings=BOMB
# 隔离的不能入卷；送交的人不能自己放行，办案的人也不能
li   recording.add case=$c kind=video recording_title=x intake=$t taken_at="2024-09-03 08:30" place=x collector=x proves=x -> refused INTAKE_STATE says 隔离
li   intake.accept intake=$t reason=没有问题 -> refused ROLE
li   intake.discard intake=$t reason=不要了 -> refused ROLE
sun  intake.accept intake=$t -> refused ARG_MISSING field=reason
gao  intake.accept intake=$t reason=看过 -> refused SCOPE
sun  intake.accept intake=$v reason=看过 -> refused INTAKE_STATE
sun  intake.promise file_name=own.mp4 size=18 source=upload -> intake $n
sun  intake.receive intake=$n file=@../recordings/words.mp4
sun  intake.accept intake=$n reason=自己放行 -> refused SAME_PERSON
zhao intake.accept intake=$w reason=记录仪自有格式，厂家程序能播放
sun  intake.accept intake=$t reason=断电造成结尾缺失，前面的画面完整
sun  intake.discard intake=$b reason=不是照片
sun  intake.discard intake=$b reason=再来一次 -> refused INTAKE_STATE
check view inbox state=discarded where id=$b is file_name=bomb.png
li   recording.add case=$c kind=video recording_title=断电前的录像 intake=$t taken_at="2024-09-03 08:30" place=示例路1号 collector=李立夏 proves=现场 -> act $q
li   recording.add case=$c kind=video recording_title=自有格式 intake=$w taken_at="2024-09-03 08:40" place=示例路1号 collector=李立夏 proves=现场
check view recordings case=$c where id=$q is findings=TRUNCATED,DECODE
check proof $q file size findings
# 登记了没有传的，可以撤销
li   intake.discard intake=$o reason=登记错了
end
