/* recording_commands.c - how a recording is announced, comes in, is judged and put into a case: one row each. */
#include "recording/recording_inner.h"

#define R ARG_REQUIRED
#define TEXT(name, flags, label, help) { name, ARG_TEXT, flags, label, help, NULL, 1, 200 }
#define REASON(label, help) { "reason", ARG_LONG, R, label, help, NULL, 2, 500 }

static const struct arg promise_args[] = {
        TEXT("file_name", R, "文件名", "设备上的文件名，不含路径。"),
        { "size", ARG_INT, R, "字节数", "收到的字节数与此不一致的不收。", NULL, 0, RECORDING_SIZE_MAX },
        { "digest", ARG_TEXT, 0, "摘要", "上传前算出的 sm3: 或者 sha256: 摘要；收到的内容与此不一致的不收。", NULL, 68, 71 },
        { "source", ARG_CHOICE, R, "来源", "从哪里来。", INTAKE_SOURCES, 0, 0 },
        TEXT("batch", 0, "批次", "一起交来的写同一个批次。"), TEXT("device", 0, "设备", "执法记录仪等设备的编号。"),
        { "collector", ARG_LOGIN, 0, "采集人", "当时持有设备的人；不填即为本人。", NULL, 0, 0 },
        { "case", ARG_REF, 0, "案件", "知道属于哪个案件的填写，入卷时再由人确认。", "case", 0, 0 }, ARG_END
};
static const struct arg receive_args[] = {
        { "file", ARG_FILE, R, "文件", "原始文件，不剪辑、不转码。", NULL, 0, 0 },
        FOUND_TEXT("announced", "按登记算法的摘要", 71), ARGS_FOUND, ARG_END
};
static const struct arg accept_args[] = { REASON("理由", "看到了什么、为什么可以采用。"), ARG_END };
static const struct arg discard_args[] = { REASON("理由", "为什么不采用；文件仍按保管期限保存。"), ARG_END };
static const struct arg add_args[] = {
        { "kind", ARG_CHOICE, R, "种类", "与文件内容一致。", RECORDING_KINDS, 0, 0 },
        TEXT("recording_title", R, "名称", "如：现场检查全程录像。"),
        { "intake", ARG_REF, ARG_GIVEN, "收件", "收件箱中的编号；直接上传文件的不填。", "intake", 0, 0 },
        { "file", ARG_FILE, 0, "文件", "原始文件，不剪辑、不转码；从收件箱入卷的不填。", NULL, 0, 0 },
        { "taken_at", ARG_INSTANT, ARG_PAST, "采集时间", "五项采集信息之一：录制开始的时间。", NULL, 0, 0 },
        TEXT("place", 0, "采集地点", "五项采集信息之一。"), TEXT("collector", 0, "采集人", "五项采集信息之一。"),
        TEXT("device", 0, "设备", "执法记录仪编号等。"), TEXT("proves", 0, "证明对象", "五项采集信息之一：用来证明什么。"),
        TEXT("time_reason", 0, "时间不一致的原因", "采集时间与文件自己记录的时间相差十分钟以上的，写明原因。"), ARGS_FOUND, ARG_END
};
static const struct arg classify_args[] = {
        { "recording", ARG_REF, R, "音像资料", "已入卷的音像资料编号。", "recording.add", 0, 0 },
        REASON("理由", "涉及国家秘密、商业秘密或者个人隐私的具体情况。"),
        { "sealed", ARG_BOOL, ARG_PREPARED, "已加密", "文件、缩略图和波形已经加密存放。", NULL, 0, 0 }, ARG_END
};

#define INTAKE(v, l, h, r, fn, apply_fn_, prepare_) \
        .verb = v, .label = l, .help = h, .noun = "intake", .roles = r, .handle = fn, .apply = apply_fn_, .prepare = prepare_, .sets = "", .clears = ""

const struct command recording_commands[] = {
        { INTAKE("intake.promise", "登记待传的音像资料", "上传以前登记文件名、大小和摘要，收到后逐项核对。", INTAKE_ROLES, intake__promise, intake__apply_promise, NULL),
          .creates = true, .args = promise_args, .gives = "unit" },
        { INTAKE("intake.receive", "收到音像资料", "核对大小和摘要，读取内容并扫描；有问题的隔离，原件保留。", INTAKE_ROLES, intake__receive, intake__apply_receive,
                 intake__prepare_receive), .args = receive_args, .gives = "state" },
        { INTAKE("intake.accept", "解除隔离", "查看以后认为可以采用的，放回收件箱；不能由送交人自己决定。", INTAKE_JUDGES, intake__accept, intake__apply_accept, NULL),
          .args = accept_args },
        { INTAKE("intake.discard", "不予采用", "不入卷；文件按未关联资料的保管期限保存，到期前不删除。", INTAKE_ROLES, intake__discard, intake__apply_discard, NULL),
          .args = discard_args },
        { .verb = "recording.add", .label = "音像资料入卷", .help = "把音像资料放入案卷，填写五项采集信息。", .noun = "case", .roles = "", .args = add_args,
          .handle = recording__add, .apply = recording__apply_add, .prepare = recording__prepare_add, .sets = "", .clears = "", .gives = "case_number" },
        { .verb = "recording.classify", .label = "音像资料定密", .help = "涉密、涉及商业秘密和个人隐私的音像资料加密存放，只供有权的人调阅。", .noun = "case", .roles = "",
          .args = classify_args, .handle = recording__classify, .apply = recording__apply_classify, .prepare = recording__prepare_classify,
          .sets = "", .clears = "" },
};
const size_t recording_commands_n = sizeof recording_commands / sizeof *recording_commands;
