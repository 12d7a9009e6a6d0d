// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/lesson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace synoptic {

namespace {

bool readText(const QJsonValue& value, LessonText& text) {
    text.english = value[QStringLiteral("en")].toString();
    text.chinese = value[QStringLiteral("zh_CN")].toString();
    return !text.english.isEmpty() && !text.chinese.isEmpty();
}

/// False if there is a name but no such state.
bool readState(const QJsonValue& value, std::optional<TcpState>& state) {
    if (value.isUndefined())
        return true;
    state = tcpStateFromName(value.toString().toStdString());
    return state.has_value();
}

/// Empty if all is well.
QString readStep(const QJsonObject& object, std::uint64_t atLeast, LessonStep& step) {
    const int packets = object[QStringLiteral("packets")].toInt();
    if (packets < 1 || static_cast<std::uint64_t>(packets) < atLeast)
        return QCoreApplication::translate("Lesson",
                                           "its number of packets is missing or goes backwards");
    step.packets = static_cast<std::uint64_t>(packets);
    if (!readText(object[QStringLiteral("title")], step.title) ||
        !readText(object[QStringLiteral("caption")], step.caption))
        return QCoreApplication::translate("Lesson",
                                           "a title or caption is missing in one language");
    if (!readState(object[QStringLiteral("client")], step.client) ||
        !readState(object[QStringLiteral("server")], step.server))
        return QCoreApplication::translate("Lesson", "it names a state that TCP does not have");
    const QJsonValue edge = object[QStringLiteral("edge")];
    if (edge.isUndefined())
        return {};
    std::optional<TcpState> from, to;
    if (!edge.isObject() || !readState(edge[QStringLiteral("from")], from) ||
        !readState(edge[QStringLiteral("to")], to) || !from || !to)
        return QCoreApplication::translate("Lesson", "it names a state that TCP does not have");
    step.edge = findEdge(*from, *to);
    if (step.edge == kNoEdge)
        return QCoreApplication::translate("Lesson",
                                           "it points at a transition that TCP does not have");
    const QString end = edge[QStringLiteral("end")].toString();
    step.edgeOfClient = end == QLatin1String("client");
    if (!step.edgeOfClient && end != QLatin1String("server"))
        return QCoreApplication::translate("Lesson",
                                           "it does not say which end makes the transition");
    return {};
}

} // namespace

LessonResult readLesson(const QByteArray& json) {
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (document.isNull())
        return {{},
                QCoreApplication::translate("Lesson", "The lesson is not JSON: %1, at byte %L2")
                    .arg(parsing.errorString())
                    .arg(parsing.offset)};
    const QJsonObject root = document.object();
    Lesson lesson;
    lesson.capture = root[QStringLiteral("capture")].toString();
    // A bare name: a lesson opens no file but the one beside it.
    if (lesson.capture.isEmpty() || lesson.capture.contains(QLatin1Char('/')))
        return {{}, QCoreApplication::translate("Lesson", "The lesson names no capture beside it")};
    if (!readText(root[QStringLiteral("title")], lesson.title))
        return {{},
                QCoreApplication::translate("Lesson", "The lesson has no title in one language")};
    for (const QJsonValue& value : root[QStringLiteral("steps")].toArray()) {
        const std::uint64_t atLeast = lesson.steps.empty() ? 1 : lesson.steps.back().packets;
        LessonStep step;
        if (const QString wrong = readStep(value.toObject(), atLeast, step); !wrong.isEmpty())
            return {{},
                    QCoreApplication::translate("Lesson", "Step %L1 of the lesson is wrong: %2")
                        .arg(lesson.steps.size() + 1)
                        .arg(wrong)};
        lesson.steps.push_back(std::move(step));
    }
    if (lesson.steps.empty())
        return {{}, QCoreApplication::translate("Lesson", "The lesson has no steps")};
    return {std::move(lesson), {}};
}

} // namespace synoptic
