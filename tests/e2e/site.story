story "浏览器走查用的站点：只有人员，没有案件"
pack daying
include ../../packs/daying/demo/staff.story
