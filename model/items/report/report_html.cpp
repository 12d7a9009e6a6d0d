// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/report_document.h"

#include <QRegularExpression>

namespace synoptic {

namespace {

/// Nothing is fetched, run, framed or sent; styles stand in the file itself.
constexpr const char* kPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                                "base-uri 'none'; form-action 'none'";

constexpr const char* kStyle = R"(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#F4F6F9;color:#1B1F24;font:14px/1.5 "Noto Sans","Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Segoe UI",system-ui,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:920px;margin:24px auto;padding:36px 44px;background:#FFF;border:1px solid #D3D9E0;border-radius:8px}
header{display:flex;align-items:baseline;gap:10px;border-bottom:2px solid #1B1F24;padding-bottom:14px}
header svg{align-self:center;flex:none}header b{font-size:16px}header span{color:#57606A}header time{margin-left:auto;color:#57606A}
h1{font-size:28px;line-height:1.2;margin:20px 0 8px}
h2{font-size:17px;margin:32px 0 4px;break-after:avoid}
h3{font-size:14px;margin:20px 0 2px;break-after:avoid}
.lead{margin:0 0 16px;font-size:15px}.note{margin:0 0 8px;color:#57606A;break-after:avoid}
dl{display:grid;grid-template-columns:84px 1fr 84px 1.1fr;gap:4px 10px;margin:0;font-size:13px;padding:10px 0;border:solid #D3D9E0;border-width:1px 0}
dt{color:#57606A}dd{margin:0}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);margin:0;padding:12px 0;border-bottom:1px solid #D3D9E0;list-style:none}
.tiles li{padding:4px 14px;border-left:1px solid #D3D9E0;color:#57606A}.tiles li:first-child{border:0;padding-left:0}
.tiles b{display:block;font-size:24px;line-height:1.3;color:#1B1F24}.tiles .bad b{color:#B3261E}
.finding{display:grid;grid-template-columns:100px 1fr;padding:10px 0;border-bottom:1px solid #D3D9E0;break-inside:avoid}
.finding p{margin:0}.finding .evidence{color:#57606A}.sev{font-weight:700}
.error{color:#B3261E}.warning{color:#7A5200}.remark{color:#1F4FD8}
.picture{margin:8px 0 0;border:1px solid #D3D9E0;border-radius:4px;overflow:hidden;break-inside:avoid}
.picture svg{display:block;width:100%;height:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12.5px}
th{background:#ECEFF3;text-align:left;font-weight:700}th,td{padding:4px 8px;border-bottom:1px solid #E6EAEF;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}tr{break-inside:avoid}thead{display:table-header-group}
footer{margin-top:36px;padding-top:10px;border-top:1px solid #D3D9E0;color:#57606A}
@media(max-width:720px){main{margin:0;padding:20px;border:0}dl{grid-template-columns:110px 1fr}.tiles{grid-template-columns:1fr 1fr;row-gap:8px}}
@page{size:A4;margin:14mm}
@media print{body{background:#FFF;font-size:11px;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;margin:0;padding:0;border:0}.wide{overflow:visible}table{font-size:9.5px}th,td{padding:2px 4px}}
)";

/// An eye over three steps: the program's sign.
constexpr const char* kMark =
    "<svg width=\"26\" height=\"26\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\" "
    "stroke=\"#1F4FD8\" stroke-width=\"2\" stroke-linecap=\"round\">"
    "<path d=\"M2 12C5 6.5 8.3 4 12 4s7 2.5 10 8c-3 5.5-6.3 8-10 8S5 17.500 2 12\"/>"
    "<circle cx=\"12\" cy=\"12\" r=\"3.4\" fill=\"#1F4FD8\" stroke=\"none\"/></svg>";

QByteArray escaped(const QString& text) {
    return text.toHtmlEscaped().replace(QLatin1Char('\''), QLatin1String("&#39;")).toUtf8();
}

/// A drawing of its own as a part of the page: no prolog, and names that no other drawing has.
QByteArray inlined(const QByteArray& svg, std::size_t number, const QString& alternative) {
    QString text = QString::fromUtf8(svg);
    const qsizetype root = text.indexOf(QLatin1String("<svg"));
    if (root < 0)
        return {};
    const qsizetype end = text.indexOf(QLatin1Char('>'), root);
    static const QRegularExpression viewBox(QStringLiteral("viewBox=\"([-0-9. ]+)\""));
    const QString box = viewBox.match(text.mid(root, end - root)).captured(1);
    text = text.mid(end + 1).trimmed();
    const QString prefix = QStringLiteral("p%1-").arg(number);
    text.replace(QRegularExpression(QStringLiteral("\\b(xml:id|id)=\"([A-Za-z0-9_-]+)\"")),
                 QStringLiteral("id=\"") + prefix + QStringLiteral("\\2\""));
    text.replace(QLatin1String("url(#"), QLatin1String("url(#") + prefix);
    text.replace(QLatin1String("xlink:href=\"#"), QLatin1String("href=\"#") + prefix);
    // Who has none of our fonts shall not get one with serifs.
    text.replace(QRegularExpression(QStringLiteral("font-family=\"([^\"]*)\"")),
                 QStringLiteral("font-family=\"\\1, 'Noto Sans CJK SC', 'DejaVu Sans', "
                                "sans-serif\""));
    return "<svg viewBox=\"" + box.toLatin1() + "\" role=\"img\" aria-label=\"" +
           escaped(alternative) + "\">" + text.toUtf8();
}

class Page {
public:
    Page(const ReportDocument& document, const ReportPictures& pictures)
        : document_(document), pictures_(pictures) {}

    QByteArray text() {
        head();
        for (const ReportSection& section : document_.sections)
            add(section);
        out_ += "<footer>" + escaped(document_.footer) + "</footer>\n</main></body></html>\n";
        return out_;
    }

private:
    void head() {
        out_ += "<!DOCTYPE html>\n<html lang=\"" + escaped(document_.language) +
                "\"><head><meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
                QByteArray(kPolicy) +
                "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" "
                "content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n<title>" +
                escaped(document_.title) + "</title>\n<style>" + kStyle +
                "</style></head>\n<body><main>\n<header>" + kMark + "<b>Synoptic</b><span>" +
                escaped(document_.kind) + "</span><time>" + escaped(document_.time) +
                "</time></header>\n<h1>" + escaped(document_.title) + "</h1>\n<p class=\"lead\">" +
                escaped(document_.lead) + "</p>\n<dl>";
        for (const ReportFact& fact : document_.facts)
            out_ += "<dt>" + escaped(fact.name) + "</dt><dd>" + escaped(fact.value) + "</dd>";
        out_ += "</dl>\n<ul class=\"tiles\">";
        for (const ReportTile& tile : document_.tiles)
            out_ += QByteArray(tile.bad ? "<li class=\"bad\"><b>" : "<li><b>") +
                    escaped(tile.value) + "</b>" + escaped(tile.label) + "</li>";
        out_ += "</ul>\n";
    }
    void add(const ReportSection& section) {
        const QByteArray tag = section.isSub ? "h3>" : "h2>";
        out_ += '<' + tag + escaped(section.heading) + "</" + tag + '\n';
        if (!section.note.isEmpty())
            out_ += "<p class=\"note\">" + escaped(section.note) + "</p>\n";
        std::visit([this](const auto& body) { add(body); }, section.body);
    }
    void add(std::monostate) {}
    void add(const std::vector<ReportFindingText>& findings) {
        for (const ReportFindingText& one : findings) {
            const char* kind = one.severity == FindingSeverity::Error     ? "error"
                               : one.severity == FindingSeverity::Warning ? "warning"
                                                                          : "remark";
            const char* sign = one.severity == FindingSeverity::Error     ? "⨂ "
                               : one.severity == FindingSeverity::Warning ? "▲ "
                                                                          : "ⓘ ";
            out_ += QByteArray("<div class=\"finding\"><p class=\"sev ") + kind + "\">" + sign +
                    escaped(one.word) + "</p><div>";
            paragraph(one.title, "<p><b>", "</b></p>");
            paragraph(one.evidence, "<p class=\"evidence\">", "</p>");
            paragraph(one.meaning, "<p>", "</p>");
            paragraph(one.advice, "<p>", "</p>");
            out_ += "</div></div>\n";
        }
    }
    void add(const ReportPicture& picture) {
        out_ += "<div class=\"picture\">" +
                inlined(pictures_(picture), ++pictureCount_, picture.alternative) + "</div>\n";
    }
    void add(const ReportTable& table) {
        out_ += "<div class=\"wide\"><table><thead><tr>";
        row(table, table.columns, "th");
        out_ += "</tr></thead><tbody>\n";
        for (const QStringList& cells : table.rows) {
            out_ += "<tr>";
            row(table, cells, "td");
            out_ += "</tr>\n";
        }
        out_ += "</tbody></table></div>\n";
    }
    void add(const QStringList& words) {
        for (const QString& one : words)
            paragraph(one, "<p>", "</p>\n");
    }
    void row(const ReportTable& table, const QStringList& cells, const QByteArray& tag) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            out_ += '<' + tag +
                    (table.isNumber.at(static_cast<std::size_t>(i)) ? " class=\"n\">" : ">") +
                    escaped(cells[i]) + "</" + tag + '>';
    }
    void paragraph(const QString& text, const char* before, const char* after) {
        if (!text.isEmpty())
            out_ += before + escaped(text) + after;
    }

    const ReportDocument& document_;
    const ReportPictures& pictures_;
    QByteArray out_;
    std::size_t pictureCount_ = 0;
};

} // namespace

QByteArray reportHtml(const ReportDocument& document, const ReportPictures& pictures) {
    return Page(document, pictures).text();
}

} // namespace synoptic
