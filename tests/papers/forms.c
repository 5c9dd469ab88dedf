/* forms.c - makes one PDF of each kind of document into a folder: forms DIR PHOTO.  run.sh looks at them with other people's programs. */
#include "typeset/typeset.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROW(d, head, ...) doc_row((d), (head), (struct doc_cell[]){ __VA_ARGS__ }, sizeof (struct doc_cell[]){ __VA_ARGS__ } / sizeof (struct doc_cell))
#define ORG "大英县住房和城乡建设局"
static const struct instant made = { 1731031200123 };

static struct doc *letter(struct arena *mem)
{
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_LETTER, .org = ORG, .title = "行政处罚决定书", .number = "英住建罚决〔2024〕17号", .made = made,
                .subject = "未取得施工许可证擅自施工", .keywords = "行政处罚 施工许可", .addressee = "大英县某某建筑工程有限公司",
                .qr = "https://zf.example.gov.cn/verify/4f2a9c", .qr_note = "扫描二维码，核验本文书的真伪。" });

        doc_mark(d, 1, "行政处罚决定书");
        doc_text(d, PARA_FLUSH, "统一社会信用代码：91510923MA62XXXX1Y\n住所地：四川省遂宁市大英县蓬莱镇江南路18号\n法定代表人：张𠮷祥（身份证号码51092319700101XXXX）");
        doc_text(d, PARA_HEADING, "一、违法事实和证据");
        doc_text(d, PARA_BODY, "2024年10月9日，本机关执法人员在现场检查时发现，你单位在未取得建筑工程施工许可证的情况下，擅自开工建设“阳光花园”二期工程，"
                               "建筑面积12,345.67平方米，合同价款1,800,000.00元——以上事实，有现场检查笔录、询问笔录、现场照片等证据证明。");
        doc_mark(d, 2, "依据和决定");
        doc_text(d, PARA_HEADING, "二、处罚的依据和决定");
        doc_text(d, PARA_KAI, "（一）依据");
        doc_text(d, PARA_BODY, "依照《中华人民共和国建筑法》第六十四条、《建筑工程施工许可管理办法》第十二条的规定，责令改正，并处工程合同价款百分之一的罚款。");
        doc_text(d, PARA_KAI, "（二）决定");
        doc_text(d, PARA_BODY, "责令你单位改正违法行为，处罚款人民币壹万捌仟元整（18,000.00元），限你单位自收到本决定书之日起15日内缴纳。");
        doc_text(d, PARA_BODY, "如果不服本决定，可以自收到本决定书之日起60日内向大英县人民政府申请行政复议，或者在6个月内向人民法院提起行政诉讼。");
        doc_sign(d, &(struct doc_sign){ .org = ORG, .day = day_make(2024, 11, 8), .seal = true });
        return d;
}

static struct doc *form(struct arena *mem)
{
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_FORM, .org = ORG, .title = "立案审批表", .number = "英住建立〔2024〕17号", .made = made, .foot = "存入案卷" });
        struct buffer b = { .mem = mem };

        for (int i = 1; i <= 30; i++)
                buffer_make(&b, "第%d项，现场检查发现的情况逐项写在这里，一个字也不能少。", i);
        doc_table(d, &(struct doc_table){ (const double[]){ 2, 3, 2, 3 }, 4, false });
        ROW(d, false, { .text = "案件来源", .label = true }, { .text = "日常检查" }, { .text = "发现时间", .label = true }, { .text = "2024年10月9日" });
        ROW(d, false, { .text = "当事人", .label = true }, { .text = "大英县某某建筑工程有限公司" }, { .text = "统一社会信用代码", .label = true },
            { .text = "91510923MA62XXXX1Y", .shrink = true });
        ROW(d, false, { .text = "案由", .label = true }, { .text = "未取得建筑工程施工许可证擅自施工", .span = 3 });
        ROW(d, false, { .text = "主要事实", .label = true }, { .text = buffer_done(&b), .span = 3, .rows = 6 });
        ROW(d, false, { .text = "承办人意见", .label = true }, { .text = "建议立案。", .span = 3, .rows = 4, .sign = "签名：　　　　　　　　年　　月　　日" });
        ROW(d, false, { .text = "负责人意见", .label = true }, { .text = "", .span = 3, .rows = 4, .sign = "签名：　　　　　　　　年　　月　　日" });
        doc_table_end(d);
        return d;
}

static struct doc *record(struct arena *mem)
{
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_RECORD, .org = ORG, .title = "询问笔录", .made = made });
        static const char *const asked[] = { "被询问人（签名）：" }, *const asking[] = { "询问人（签名）：", "记录人（签名）：" };

        doc_table(d, &(struct doc_table){ (const double[]){ 1, 3, 1, 2 }, 4, false });
        ROW(d, false, { .text = "时间", .label = true }, { .text = "2024年10月10日9时30分至11时05分", .span = 3 });
        ROW(d, false, { .text = "被询问人", .label = true }, { .text = "张𠮷祥" }, { .text = "证件号码", .label = true }, { .text = "51092319700101XXXX", .shrink = true });
        doc_table_end(d);
        doc_space(d, 0.5);
        for (int i = 1; i <= 8; i++)
                doc_text(d, PARA_BODY, text_make(mem, "问：（%d）我们是大英县住房和城乡建设局的执法人员，这是我们的执法证件，请你确认。\n答：看清楚了，没有异议。\n"
                                                      "问：你单位什么时候开工的，有没有办理施工许可证？请如实回答。\n答：今年8月开工的，施工许可证正在办，还没有拿到。", i));
        doc_sign(d, &(struct doc_sign){ .org = "", .day = DAY_NONE, .lines = asked, .n_lines = 1 });
        doc_sign(d, &(struct doc_sign){ .org = "", .day = DAY_NONE, .lines = asking, .n_lines = 2 });
        return d;
}

static struct doc *strip(struct arena *mem)
{
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_STRIP, .org = ORG, .title = "封条", .number = "英住建封〔2024〕3号", .made = made });

        doc_sign(d, &(struct doc_sign){ .org = ORG, .day = day_make(2024, 11, 8), .seal = true });
        return d;
}

static struct doc *volume(struct arena *mem, struct bytes photo)
{
        struct doc *d = doc_new(mem, &(struct doc_head){ .form = DOC_COVER, .org = ORG, .title = "行政处罚案卷", .number = "英住建罚〔2024〕17号", .made = made, .plain_numbers = true });
        struct why why = { .mem = mem };

        doc_mark_head(d, 1, "封面");
        doc_table(d, &(struct doc_table){ (const double[]){ 1, 3 }, 2, false });
        ROW(d, false, { .text = "案由", .label = true }, { .text = "未取得施工许可证擅自施工案", .rows = 2 });
        ROW(d, false, { .text = "保管期限", .label = true }, { .text = "永久", .rows = 2 });
        doc_table_end(d);
        doc_next(d, &(struct doc_head){ .form = DOC_PLAIN, .title = "卷内目录", .made = made });
        doc_mark_head(d, 1, "卷内目录");
        doc_table(d, &(struct doc_table){ (const double[]){ 1, 5, 2, 1 }, 4, true });
        ROW(d, true, { .text = "序号", .label = true }, { .text = "题名", .label = true }, { .text = "日期", .label = true }, { .text = "页号", .label = true });
        for (int i = 1; i <= 45; i++)
                ROW(d, false, { .text = text_make(mem, "%d", i), .right = true }, { .text = i % 9 ? "现场检查笔录" : "关于大英县某某建筑工程有限公司未取得施工许可证擅自施工一案的集体讨论记录及其附件" },
                    { .text = "2024-10-09", .label = true }, { .text = text_make(mem, "%d", i * 2), .right = true });
        doc_table_end(d);
        doc_mark(d, 2, "照片");
        doc_text(d, PARA_HEADING, "附：照片");
        if (!doc_image(d, photo, "照片一：施工现场", &why)) {
                fprintf(stderr, "%s\n", why.detail);
                exit(1);
        }
        doc_text(d, PARA_SMALL, "照片由执法人员在现场拍摄。");
        return d;
}

static struct bytes file_read(struct arena *mem, const char *path)
{
        int fd = open(path, O_RDONLY);
        char *p = arena_take(mem, 1 << 22);
        ssize_t n = fd < 0 ? -1 : read(fd, p, 1 << 22);

        if (n <= 0) {
                perror(path);
                exit(1);
        }
        close(fd);
        return (struct bytes){ (const uint8_t *)p, (size_t)n };
}

static void file_make(struct typesetter *t, struct arena *mem, const char *dir, const char *name, const struct doc *d)
{
        struct why why = { .mem = mem };
        struct pages *p = typeset_pages(t, d, &why);
        const char *path = text_make(mem, "%s/%s.pdf", dir, name);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

        if (fd < 0 || !p || !pdf_write(p, fd, NULL, NULL, &why) || close(fd)) {
                fprintf(stderr, "%s: %s\n", path, why.detail);
                exit(1);
        }
        printf("%s %zu\n", name, pages_count(p));
        pages_free(p);
}

int main(int argc, char **argv)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct typesetter *t = argc == 3 ? typeset_open(&faces_default, &why) : NULL;

        if (!t) {
                fprintf(stderr, "forms DIR PHOTO.jpg  %s\n", why.detail ? why.detail : "");
                return 1;
        }
        file_make(t, mem, argv[1], "letter", letter(mem));
        file_make(t, mem, argv[1], "form", form(mem));
        file_make(t, mem, argv[1], "record", record(mem));
        file_make(t, mem, argv[1], "strip", strip(mem));
        file_make(t, mem, argv[1], "volume", volume(mem, file_read(mem, argv[2])));
        typeset_close(t);
        arena_free(mem);
        return 0;
}
