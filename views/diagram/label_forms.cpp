// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/label_forms.h"

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

constexpr double kLineHeight = 1.2; ///< of what a line covers, in font sizes
constexpr double kLinePitch = 1.3;  ///< from line to line

/// Breaks at the space nearest the middle. One part where there is none.
QStringList halves(const QString& text) {
    qsizetype best = -1;
    for (qsizetype i = text.indexOf(QLatin1Char(' ')); i >= 0;
         i = text.indexOf(QLatin1Char(' '), i + 1)) {
        if (best < 0 || std::abs(2 * i - text.size()) < std::abs(2 * best - text.size()))
            best = i;
    }
    if (best < 0)
        return {text};
    return {text.left(best), text.mid(best + 1)};
}

bool sendsSomething(EdgeIndex edge) {
    const auto rows = transitionTable();
    return std::any_of(rows.begin(), rows.end(), [edge](const TransitionRow& row) {
        return edgeOf(row) == edge && row.sent != SentSegment::None;
    });
}

/// Each form with "inferred" beside or below it, and that word alone should nothing else fit.
std::vector<LabelBlock> toldAsInferred(const std::vector<LabelBlock>& forms, const QString& word,
                                       const TextStyle& style) {
    std::vector<LabelBlock> told;
    for (const LabelBlock& form : forms) {
        LabelBlock below = form;
        below.push_back(labelLine({{word, TextRole::Note, style, {}}}));
        LabelBlock beside = form;
        LabelLine& last = beside.back();
        last.runs.push_back({QStringLiteral(" · ") + word, TextRole::Note, style, {last.width, 0}});
        last.width += textWidth(last.runs.back().text, style);
        const bool oneLine = form.size() == 1;
        told.push_back(oneLine ? beside : below);
        told.push_back(oneLine ? below : beside);
    }
    told.push_back({labelLine({{word, TextRole::Note, style, {}}})});
    return told;
}

} // namespace

QString elided(const QString& text, double share) {
    const auto kept = static_cast<qsizetype>(static_cast<double>(text.size()) * share);
    return text.left(kept).trimmed() + QStringLiteral("…");
}

LabelLine labelLine(std::initializer_list<TextRun> runs) {
    LabelLine line;
    for (TextRun run : runs) {
        if (run.text.isEmpty())
            continue;
        run.baseline = {line.width, 0};
        line.width += textWidth(run.text, run.style);
        line.runs.push_back(std::move(run));
    }
    return line;
}

std::vector<LabelBlock> edgeLabelForms(const DiagramRequest& request, EdgeIndex edge) {
    const EdgeText& words = request.texts.edges[edge];
    const LabelForm wanted = edgeFigures()[edge].form;
    const bool compact = request.mode == DiagramMode::Compact;
    const bool selected = request.emphasized[edge];
    const TextStyle plain{compact ? 10.5 : 11.5};
    const TextStyle strong{plain.pixels, selected};
    const bool isReset = wanted == LabelForm::EventOnly;
    const auto event = [&](const QString& text) {
        return TextRun{text, isReset ? TextRole::Reset : TextRole::Event, strong, {}};
    };
    const auto sent = [&](const QString& text) { return TextRun{text, TextRole::Sent, plain, {}}; };

    const TextRun mark = isReset ? event(words.mark) : sent(words.mark);
    const LabelBlock oneLine{
        labelLine({event(words.event), sent(QStringLiteral(" / ") + words.sent), mark})};
    const LabelBlock stacked{labelLine({event(words.event)}), labelLine({sent(words.sent), mark})};
    const LabelBlock eventOnly{labelLine({event(words.event), mark})};
    LabelBlock wrapped;
    for (const QString& part : halves(words.event))
        wrapped.push_back(labelLine({wrapped.empty() ? event(part) : sent(part)}));

    const bool sends = sendsSomething(edge);
    std::vector<LabelBlock> forms;
    if (wanted == LabelForm::WrappedEvent)
        forms = {wrapped, eventOnly};
    else if (isReset || (compact && !(selected && sends)))
        forms = {eventOnly, wrapped};
    else if (!sends)
        forms = {oneLine, eventOnly, wrapped};
    else if (wanted == LabelForm::Stacked)
        forms = {stacked, eventOnly, wrapped};
    else
        forms = {oneLine, stacked, eventOnly, wrapped};

    if (request.inferred[edge])
        return toldAsInferred(forms, request.texts.inferred, plain);
    if (!compact) {
        for (const double share : {0.75, 0.5})
            forms.push_back({labelLine({event(elided(words.event, share))})});
    }
    return forms;
}

DiagramLabel setLabel(const LabelBlock& block, const LabelSpot& spot) {
    DiagramLabel label;
    const double size = block.front().runs.front().style.pixels;
    const double pitch = size * kLinePitch;
    double middle = spot.at.y() - pitch * static_cast<double>(block.size() - 1) / 2;
    for (const LabelLine& line : block) {
        double left = spot.at.x();
        if (spot.anchor == LabelAnchor::Center)
            left -= line.width / 2;
        else if (spot.anchor == LabelAnchor::Right)
            left -= line.width;
        for (TextRun run : line.runs) {
            run.baseline = {left + run.baseline.x(), middle + baselineOffset(run.style)};
            label.runs.push_back(std::move(run));
        }
        const double height = size * kLineHeight;
        label.rect |= QRectF(left, middle - height / 2, line.width, height);
        middle += pitch;
    }
    return label;
}

} // namespace synoptic
