story "大英综合执法：收入办案依据的法律、法规，条款可以点开，某一天有效的版本可以查"
# 依据：国办发〔2018〕118号 二（四）：公开执法依据，动态调整。文本来源见 laws/README.txt
pack daying
include staff.story

at 2024-09-02 09:40
admin statute.import file=@laws/固体废物污染环境防治法(2020-04-29).md source=官方公布的文本
admin statute.import file=@laws/城乡规划法(2019-04-23).md source=官方公布的文本
admin statute.import file=@laws/城市道路管理条例(2019-03-24).md source=官方公布的文本
admin statute.import file=@laws/物业管理条例(2018-03-19).md source=官方公布的文本
admin statute.import file=@laws/行政处罚法(2021-01-22).md source=官方公布的文本
admin statute.import file=@laws/行政复议法(2017-09-01).md source=官方公布的文本
admin statute.import file=@laws/行政复议法(2023-09-01).md source=官方公布的文本
admin statute.import file=@laws/行政强制法(2011-06-30).md source=官方公布的文本
