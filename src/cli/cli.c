/* cli.c - the table of subcommands and what every call has in common: finding the row, reading options, telling the outcome. */
#include "cli/cli.h"
#include "base/json.h"
#include "cli/bind.h"
#include "cli/config.h"
#include <stdio.h>
#include <string.h>

const struct sub cli_subs[] = {
        { "init", "--db URL [--pack DIR] [--packs DIR] [--origin NAME] [--hash NAME] [--now TIME]",
          "新建站点：装载策略包，建立存证日志和密钥。", sub_init, false },
        { "demo", "--db URL [--cases N] [--seed S] [--until TIME] [--packs DIR] [--blobs DIR]",
          "在新站点里演示：按策略包的剧本办理，另按模板生成 N 个案件，办到 --until（不写为现在）；同样的种子得到同样的案件。", sub_demo, false },
        { "serve", "--db URL --listen ADDR:PORT [--packs DIR] [--metrics-listen ADDR:PORT] [--log WAY] [--blobs DIR] [--now TIME] [--threads N]"
          " [--jobs] [--behind-tls] [--upload-max BYTES] [--recording-max BYTES] [--per-address N] [--asks N] [--clamd SOCKET] [--speech URL] [--signin FILE] [--trace]",
          "提供网页、接口和公示平台，到时运行各项任务；--now 只用于演示和测试站点，那里加 --jobs 才运行任务。", sub_serve, false },
        { "act", "VERB [NAME=VALUE…] --as LOGIN --db URL [--now TIME] [--key KEY] [--expected SEQ] [--blobs DIR]",
          "办理一个动作；文件写 名称=@路径。动作清单见 mingjing help。", sub_act, false },
        { "view", "NAME [NAME=VALUE…] --db URL [--as LOGIN] [--format NAME] [--now TIME] [--blobs DIR] [--all]",
          "查看一个视图；格式 table、json、csv 或 xlsx；xlsx 和 --all 的 csv 是筛选后的全部行。", sub_view, false },
        { "why", "SUBJECT VERB --as LOGIN --db URL [--now TIME]",
          "这个人现在能不能对这个对象（如 case/12）办理这个动作，不能的原因是什么。", sub_why, false },
        { "job", "list | run NAME | run --all --db URL [--now TIME] [--blobs DIR]",
          "任务：公示期届满、预警、推送等没有人点击的工作。list 列出；run 现在做一次（服务运行时会按时自动做，重复做不会重复办理）。", sub_job, false },
        { "clock", "due --from DATE --length N --unit NAME [--roll NAME] [--lead] [--stop FROM..TO]… [--explain]",
          "计算期限：起算日 DATE 可带时刻；单位 working calendar hour month year；也可用 clock surcharge 计算加处罚款。", sub_clock, true },
        { "journal", "verify [--key VKEY…] [--checkpoint FILE…] | checkpoint | vkey | prove SEQ [--disclose NAME…] | consistency A B --db URL",
          "存证日志：核验全部、签发检查点、显示公钥、出具单条证明（不写 --disclose 时公开全部字段）、出具一致性证明。", sub_journal, false },
        { "export-site", "DIR --db URL [--since] [--blobs DIR] [--now TIME]",
          "整个公示平台导出为带签名的静态文件，任何网站、镜像、存储设备都能提供；--since 时未变的决定沿用上一次的。", sub_export_site, false },
        { "export-check", "DIR [--key VKEY…] [--db URL]",
          "核验静态副本：缺少、多出、被改动的文件逐个指出；不写 --key 时用本站的公钥。", sub_export_check, false },
        { "rebuild", "--db URL [--check]",
          "由存证日志重建业务表；--check 只比对，指出每一处不同。", sub_rebuild, false },
        { "proof", "check FILE --key VKEY… | mask FILE",
          "核验证明文件，不需要数据库；FILE 写 - 时读标准输入。mask 由持有原件的人重新遮盖，看是不是公开的文字。", sub_proof, false },
        { "pack", "check DIR | adopt DIR --as LOGIN --db URL [--now TIME]",
          "检查策略包，逐条指出文件、行、列；采用改动后的本站策略包（如新一年的节假日）。", sub_pack, false },
        { "backup", "--db URL [--to DIR] [--blobs DIR] [--keep N] [--password FILE]",
          "服务运行中备份：数据库（一个时刻的完整内容，带签名树头）、音像和文书（只复制新的）；--password 时另封存密钥。只保留最近 N 份。", sub_backup, false },
        { "restore", "FROM --db URL [--blobs DIR] [--key VKEY…] [--password FILE] | FROM --drill [--key VKEY…] [--sample N]",
          "从备份恢复到空的地方；--drill 演练：在临时文件夹里恢复，核验日志，比对业务表，抽查文件，以 JSON 报告，然后清除。", sub_restore, false },
        { "upgrade", "--db URL [--backup DIR] [--no-backup] [--blobs DIR]",
          "把更早版本的数据库升级到本版本：先备份，再由日志重建业务表，一个事务完成；要先停止服务。", sub_upgrade, false },
        { "config", "list | check FILE | example", "配置：列出全部设置（单位、范围、默认、现在的值从何而来），检查一个配置文件，输出带说明的样例。"
          " 每个子命令都可以加 --config FILE；不写时为 MINGJING_CONFIG 或 " CONFIG_FILE "。", sub_config, false },
        { "doctor", "--db URL [--blobs DIR] [--fix] [--days N]",
          "体检：数据库、语句、密钥、文件、日历、日志。--fix 删去放了 N 天（不写为 7）仍没有任何动作引用的文件和过期的上传，别的一概不动。", sub_doctor, false },
        { "blobs", "status | check | sweep | copy | rotate | seal DIGEST… | key FILE [--db URL] [--blobs DIR] [--to DIR] [--deep] [--rate N] [--bytes N] [--days N] [--fix]",
          "文件库（文件夹或 s3://存储桶/前缀?endpoint=…）：状况；重读核对（可限速、分次，--deep 连内容摘要一起）；没有引用的文件（--fix 才删）；"
          "复制并核对；换密钥；加密存放；制作密钥文件。", sub_blobs, false },
        { "custody", "dispose --db URL [--blobs DIR] [--days N] [--dry]",
          "按已确认的销毁清单删除文件：别的案件、收件、材料还要用的，和 N 天（不写为 1）内又传来过的不删。可以随时中断、重复执行；--dry 只列出。", sub_custody, false },
        { "paper", "CASE [SEQ ID] | verify FILE --db URL [--as LOGIN] [--format NAME] [--out FILE] [--blobs DIR] [--now TIME]",
          "案件的文书：不写 SEQ 列出全部；否则输出一份，格式 pdf、ofd、text（各栏文字）或 signed、signed-ofd（签章后的文件）。verify 核验一份签章文件。", sub_paper, false },
        { "dossier", "CASE --as LOGIN --db URL [--format NAME] [--volume NAME] [--out FILE] [--blobs DIR] [--now TIME]",
          "案卷：不写 --format 列出卷内文书和缺少的材料；pdf、ofd 输出一卷；package 输出制卷后的归档包。", sub_dossier, false },
        { "handbook", "AGENCY --out FILE --db URL [--now TIME]",
          "由正在使用的策略包汇编一个机关的行政执法工作手册（PDF）。", sub_handbook, false },
        { "media", "VERB FILE [--out FILE] [--at MS] [--from MS] [--until MS] [--count N] [--side N] [--region MS-MS:X,Y,W,H]… [--mute] [--size BYTES] [--service URL] [--model NAME]",
          "录音录像和照片：probe 查看内容和疑点；pictures、still、waveform 取画面、取声音波形；clip 截取、blur 遮盖；text 识别文字，speech 转写语音（草稿）。", sub_media, false },
        { "dock", "DIR --as LOGIN --db URL [--pattern ID] [--once] [--interval SECONDS] [--clock DEVICE=TIME]… [--batch NAME] [--blobs DIR] [--now TIME]",
          "看守采集站的文件夹：写完的文件各收一次，按文件名和交接登记对上设备、采集人、案件，更正时间，比对前后文件；一个文件一行报告。", sub_dock, false },
        { "draw", "check SEQ --db URL",
          "由存证日志重算一次双随机抽取：种子是否在日志里，按候选名单抽中的对象和人员是否相同。", sub_draw, false },
        { "import", "FILE… --as LOGIN --db URL [--case N] [--batch NAME] [--pattern ID] [--format NAME] [--blobs DIR] [--now TIME]",
          "批量导入音像文件和文件夹，收进收件箱；已经收过的（内容相同）不再收。", sub_import, false },
        { "statute", "import PATH… --as LOGIN --db URL [--source TEXT] [--correct] [--now TIME]",
          "收入法律、法规、规章的 Markdown 文本（文件或者文件夹）：逐个说明不收的原因和行号，已有的不变。", sub_statute, false },
        { "intake", "NAME FILE --as LOGIN --db URL [--check] [--good-rows] [--map FILE] [--errors FILE] [--blobs DIR] [--now TIME] | NAME --template FILE",
          "导入表格（.xlsx、CSV）：逐行检查和试办；默认全部没有问题才导入，--good-rows 只导入没有问题的行，--check 只检查，--errors 写出错误清单。"
          "NAME：users、certificates、devices、questions、old_cases；--template 写出模板，--map 为列的对应。", sub_intake, false },
        { "story", "FILE… --db URL [--via NAME] [--packs DIR] [--blobs DIR]",
          "按剧本逐行办理和核对；经由 direct、cli 或 http。数据库须为空或是剧本用过的。", sub_story, false },
        { "docs", "DIR [--packs DIR]", "由程序自身的表生成参考文档：动作、视图、不予办理的原因、条件，以及每个策略包的程序和权限。", sub_docs, false },
        { "help", "[VERB]", "说明：子命令，或一个动作的字段、岗位和依据。", sub_help, false },
        { "version", "", "版本。", sub_version, false },
        { NULL, NULL, NULL, NULL, false }
};

const char *cli_usage(struct arena *mem, const struct sub *s)
{
        return text_make(mem, "用法：mingjing %s%s%s", s->name, *s->usage ? " " : "", s->usage);
}

const char *why_json(struct arena *mem, const struct why *w)
{
        struct json *j = json_new(mem);
        const struct refusal *r = refusal_of(w->code);

        json_open(j, '{');
        json_key(j, "refused");
        json_open(j, '{');
        json_pair(j, "code", r->code);
        json_pair(j, "what", r->what);
        json_pair(j, "field", w->field);
        json_pair(j, "detail", w->detail);
        json_pair(j, "law", why_law(w));
        json_pair(j, "next", why_next(w));
        json_close(j, '}');
        json_close(j, '}');
        return json_done(j);
}

void cli_print(const char *text)
{
        size_t n = strlen(text);

        fwrite(text, 1, n, stdout);
        if (!n || text[n - 1] != '\n')
                putchar('\n');
}

bool cli_url(struct cli *x)
{
        if (x->url)
                return true;
        return refuse(&x->why, R_ARG_MISSING, "db", "用 --db 或环境变量 MINGJING_DB 指明数据库：sqlite:文件 或 postgresql://…");
}

static const struct sub *sub_find(const char *name)
{
        for (const struct sub *s = cli_subs; s->name; s++)
                if (!strcmp(s->name, name))
                        return s;
        return NULL;
}

static bool run_sub(struct cli *x, int argc, char **argv)
{
        const char *name = argc > 1 ? argv[1] : "help";

        bind_all();                             /* after the configuration: it says where scanner and transcription are */
        if (text_in(name, "--help|-h", '|'))
                name = "help";
        else if (text_in(name, "--version|-V", '|'))
                name = "version";
        x->sub = sub_find(name);
        if (!x->sub)
                return refuse(&x->why, R_VERB_UNKNOWN, NULL, "没有子命令“%s”，见 mingjing help", name);
        if (!options_read(x, argc > 2 ? argc - 2 : 0, argv + 2))
                return false;
        x->url = config_text(x, "db");
        return x->sub->run(x);
}

static int outcome(struct cli *x, bool ok)
{
        if (ok && fflush(stdout))
                ok = fail(&x->why, "标准输出写不进去");
        if (ok)
                return EXIT_DONE;
        if (x->why.kind == WHY_REFUSED) {
                cli_print(why_json(x->mem, &x->why));
                return fflush(stdout) ? EXIT_FAILED : EXIT_REFUSED;
        }
        fprintf(stderr, "mingjing: %s\n", x->why.detail ? x->why.detail : "没有成功");
        return EXIT_FAILED;
}

int cli_run(int argc, char **argv)
{
        struct cli x = { .mem = arena_new(), .program = argc ? argv[0] : "mingjing" };
        int code;

        x.why.mem = x.mem;
        code = outcome(&x, config_load(&x, &argc, argv) && run_sub(&x, argc, argv));
        arena_free(x.mem);
        return code;
}
