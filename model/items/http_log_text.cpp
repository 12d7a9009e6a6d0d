// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the HTTP log say.
#include "model/items/connection_export.h"
#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/http_log_model.h"
#include "model/items/safe_text.h"

namespace synoptic {

namespace {

/// "text/html" of "text/html; charset=utf-8".
std::string_view mediaType(std::string_view contentType) {
    const std::string_view type = contentType.substr(0, contentType.find(';'));
    const std::size_t end = type.find_last_not_of(" \t");
    return type.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

QString durationText(Duration duration) {
    using namespace std::chrono_literals;
    if (duration < 0ns)
        return formatInterval(0ns);
    return duration < 1min ? formatRtt(static_cast<std::uint32_t>(duration / 1us))
                           : formatDuration(duration);
}

QString statusText(const HttpExchange& exchange) {
    const QString reason = safeText(exchange.reason);
    return reason.isEmpty() ? QString::number(exchange.status)
                            : QString::number(exchange.status) + QLatin1Char(' ') + reason;
}

} // namespace

QString HttpLogModel::text(const HttpExchange& exchange, int column) const {
    /// A field, or why it is not there.
    const auto field = [](std::string_view value, bool cut) {
        return !value.empty() ? safeText(value) : cut ? tr("cut off") : unknownText();
    };
    switch (column) {
    case Time:
        return formatTimeOfDay(exchange.time());
    case Method:
        return field(exchange.method, false);
    case Host:
        return field(exchange.authority(), exchange.requestCut);
    case Path:
        return field(exchange.path(), exchange.requestCut && exchange.target.empty());
    case Status:
        return exchange.hasAnswer ? statusText(exchange) : tr("no answer seen");
    case DurationColumn:
        return exchange.duration() ? durationText(*exchange.duration()) : unknownText();
    case Type:
        return field(mediaType(exchange.contentType), exchange.answerCut);
    case Length:
        return exchange.contentLength >= 0
                   ? formatBytes(static_cast<std::uint64_t>(exchange.contentLength))
                   : field({}, exchange.answerCut);
    case Connection:
        return exchange.tuple ? formatTuple(*exchange.tuple) : unknownText();
    default:
        return ownerText(exchange.owner);
    }
}

QString HttpLogModel::toolTip(const HttpExchange& exchange, int column) const {
    QStringList lines;
    const auto whyCut = [&lines](bool missing) {
        if (missing)
            lines << tr("The packet with its first line does not hold it: either the capture keeps "
                        "only the beginning of each packet, or the head goes on in another one.");
    };
    switch (column) {
    case Time:
        lines << formatDateTime(exchange.time());
        break;
    case Method:
        if (!exchange.hasRequest)
            lines << tr("The request was not captured, or does not begin a packet.");
        break;
    case Host:
        lines << safeText(exchange.authority());
        whyCut(exchange.requestCut && exchange.authority().empty());
        break;
    case Path:
        lines << safeText(exchange.target);
        whyCut(exchange.requestCut && exchange.target.empty());
        break;
    case Status:
        if (exchange.hasAnswer)
            lines << statusText(exchange);
        else
            lines << tr("No answer was captured so far, or it does not begin a packet.");
        if (exchange.interims > 0)
            lines << tr("Status %1 came %2 after the request.")
                         .arg(exchange.interimStatus)
                         .arg(durationText(exchange.interimTime - exchange.requestTime));
        break;
    case DurationColumn:
        if (exchange.duration())
            lines << tr("From the request at %1 to the first byte of the answer at %2")
                         .arg(formatDateTime(exchange.requestTime),
                              formatDateTime(exchange.answerTime));
        break;
    case Type:
        lines << safeText(exchange.contentType);
        whyCut(exchange.answerCut && exchange.contentType.empty());
        break;
    case Length:
        if (exchange.contentLength >= 0)
            lines << tr("%1 bytes, as the answer's head says")
                         .arg(formatCount(static_cast<std::uint64_t>(exchange.contentLength)));
        whyCut(exchange.answerCut && exchange.contentLength < 0);
        break;
    case Connection:
        if (exchange.tuple)
            lines << formatTuple(*exchange.tuple);
        break;
    default:
        if (exchange.owner.process)
            lines << safeText(exchange.owner.process->commandLine);
        break;
    }
    lines.removeAll(QString());
    return plainToolTip(lines.join(QLatin1Char('\n')));
}

HttpLogModel::Tone HttpLogModel::tone(const HttpExchange& exchange, int column) const {
    if (column == Status && exchange.status >= 500 && exchange.status < 600)
        return Tone::Error;
    if (column == Status && exchange.status >= 400 && exchange.status < 500)
        return Tone::Warning;
    const auto quietIf = [](bool missing) { return missing ? Tone::Quiet : Tone::Plain; };
    switch (column) {
    case Method:
        return quietIf(exchange.method.empty());
    case Host:
        return quietIf(exchange.authority().empty());
    case Path:
        return quietIf(exchange.path().empty());
    case Status:
        return quietIf(!exchange.hasAnswer);
    case DurationColumn:
        return quietIf(!exchange.duration());
    case Type:
        return quietIf(exchange.contentType.empty());
    case Length:
        return quietIf(exchange.contentLength < 0);
    case Connection:
        return quietIf(!exchange.tuple);
    case Process:
        return quietIf(!exchange.owner.process);
    default:
        return Tone::Plain;
    }
}

QVariant HttpLogModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HttpExchange& exchange = *at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(exchange, column);
    case Qt::ToolTipRole:
        return toolTip(exchange, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>(
            (column == DurationColumn || column == Length ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    case KeyRole:
        return static_cast<qulonglong>(exchange.connection);
    case PacketRole:
        return static_cast<qulonglong>(exchange.packet());
    case ToneRole:
        return static_cast<int>(tone(exchange, column));
    default:
        return {};
    }
}

QVariant HttpLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == DurationColumn || section == Length))
        return QVariant::fromValue<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == DurationColumn)
        return tr("From the request to the first byte of the answer");
    if (role == Qt::ToolTipRole && section == Length)
        return tr("Bytes of the answer's body, as its head says");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Method:
        return tr("Method");
    case Host:
        //: Of a URL
        return tr("Host");
    case Path:
        //: Of a URL
        return tr("Path");
    case Status:
        return tr("Status");
    case DurationColumn:
        return tr("Duration");
    case Type:
        //: Media type, as "text/html"
        return tr("Type");
    case Length:
        return tr("Length");
    case Connection:
        return tr("Connection");
    case Process:
        return tr("Process");
    default:
        return {};
    }
}

QByteArray exportCsv(const std::vector<HttpExchange>& exchanges) {
    QByteArray out("time,method,host,path,status,reason,duration,type,length,local,remote,process,"
                   "pid,request_packet,answer_packet\r\n");
    const auto seconds = [](Duration duration) {
        return QString::number(std::chrono::duration<double>(duration).count(), 'g', 15);
    };
    const auto packet = [](PacketNumber number) {
        return number == kNoPacket ? QString() : QString::number(number + 1);
    };
    for (const HttpExchange& exchange : exchanges) {
        const ProcessInfo* process = exchange.owner.process.get();
        const auto& tuple = exchange.tuple;
        const QString fields[] = {
            formatIso(exchange.time()),
            safeText(exchange.method),
            safeText(exchange.authority()),
            safeText(exchange.path()),
            exchange.hasAnswer ? QString::number(exchange.status) : QString(),
            safeText(exchange.reason),
            exchange.duration() ? seconds(*exchange.duration()) : QString(),
            safeText(exchange.contentType),
            exchange.contentLength >= 0 ? QString::number(exchange.contentLength) : QString(),
            tuple ? QString::fromStdString(tuple->local.toString()) : QString(),
            tuple ? QString::fromStdString(tuple->remote.toString()) : QString(),
            process ? safeText(process->name) : QString(),
            process ? QString::number(process->pid) : QString(),
            packet(exchange.requestPacket),
            packet(exchange.answerPacket)};
        for (const QString& field : fields)
            out += csvField(field) + ',';
        out.chop(1);
        out += "\r\n";
    }
    return out;
}

} // namespace synoptic
