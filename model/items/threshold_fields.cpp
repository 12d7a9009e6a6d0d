// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/threshold_fields.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>

namespace synoptic {

namespace {

using Thresholds = DiagnosisThresholds;
using Unit = ThresholdField::Unit;

template <auto Member>
double secondsOf(const Thresholds& t) {
    return std::chrono::duration<double>(t.*Member).count();
}
template <auto Member>
void setSeconds(Thresholds& t, double value) {
    t.*Member = std::chrono::milliseconds(std::llround(value * 1000));
}
template <auto Member>
double countOf(const Thresholds& t) {
    return t.*Member;
}
template <auto Member>
void setCount(Thresholds& t, double value) {
    t.*Member = static_cast<std::uint32_t>(std::llround(value));
}
template <auto Member>
double percentOf(const Thresholds& t) {
    return t.*Member * 100;
}
template <auto Member>
void setPercent(Thresholds& t, double value) {
    t.*Member = value / 100;
}

constexpr std::array kFields{
    ThresholdField{"floodLeast",
                   QT_TRANSLATE_NOOP("ThresholdField", "SYN &flood: handshakes that lead nowhere"),
                   Unit::Count, 10, 100'000, 10, 0, countOf<&Thresholds::floodLeast>,
                   setCount<&Thresholds::floodLeast>},
    ThresholdField{
        "attemptPorts",
        QT_TRANSLATE_NOOP("ThresholdField", "&Port scan: ports one address tries in vain"),
        Unit::Count, 2, 10'000, 1, 0, countOf<&Thresholds::attemptPorts>,
        setCount<&Thresholds::attemptPorts>},
    ThresholdField{"silentAfter",
                   QT_TRANSLATE_NOOP("ThresholdField", "&No answer to a connect for"),
                   Unit::Seconds, 0.5, 120, 0.5, 1, secondsOf<&Thresholds::silentAfter>,
                   setSeconds<&Thresholds::silentAfter>},
    ThresholdField{"slowHandshake", QT_TRANSLATE_NOOP("ThresholdField", "&Slow handshake from"),
                   Unit::Seconds, 0.1, 60, 0.1, 1, secondsOf<&Thresholds::slowHandshake>,
                   setSeconds<&Thresholds::slowHandshake>},
    ThresholdField{"closeWaitAge",
                   QT_TRANSLATE_NOOP("ThresholdField", "&CLOSE-WAIT leak: older than"),
                   Unit::Seconds, 5, 3'600, 5, 0, secondsOf<&Thresholds::closeWaitAge>,
                   setSeconds<&Thresholds::closeWaitAge>},
    ThresholdField{"closeWaitCount",
                   QT_TRANSLATE_NOOP("ThresholdField", "CLOSE-WAIT &leak: sockets of one process"),
                   Unit::Count, 1, 10'000, 1, 0, countOf<&Thresholds::closeWaitCount>,
                   setCount<&Thresholds::closeWaitCount>},
    ThresholdField{"halfClosedAge",
                   QT_TRANSLATE_NOOP("ThresholdField", "&Half-closed and silent for"),
                   Unit::Seconds, 5, 3'600, 5, 0, secondsOf<&Thresholds::halfClosedAge>,
                   setSeconds<&Thresholds::halfClosedAge>},
    ThresholdField{"zeroWindowAge", QT_TRANSLATE_NOOP("ThresholdField", "&Zero window for"),
                   Unit::Seconds, 1, 600, 1, 0, secondsOf<&Thresholds::zeroWindowAge>,
                   setSeconds<&Thresholds::zeroWindowAge>},
    ThresholdField{"retransmitShare",
                   QT_TRANSLATE_NOOP("ThresholdField", "&Retransmissions: share of the segments"),
                   Unit::Percent, 1, 90, 1, 0, percentOf<&Thresholds::retransmitShare>,
                   setPercent<&Thresholds::retransmitShare>},
    ThresholdField{"timeWaitShare",
                   QT_TRANSLATE_NOOP("ThresholdField", "&TIME-WAIT: share of the ephemeral ports"),
                   Unit::Percent, 10, 95, 5, 0, percentOf<&Thresholds::timeWaitShare>,
                   setPercent<&Thresholds::timeWaitShare>},
};

} // namespace

QString ThresholdField::text() const {
    return QCoreApplication::translate("ThresholdField", label);
}

QString ThresholdField::plainText() const {
    static const QRegularExpression keyInBrackets(QStringLiteral("\\(&\\w\\)"));
    return text().remove(keyInBrackets).remove(QLatin1Char('&'));
}

QString ThresholdField::valueText(double value) const {
    const QString number = QLocale().toString(value, 'f', value == std::floor(value) ? 0 : 1);
    switch (unit) {
    case Unit::Seconds:
        return QCoreApplication::translate("ThresholdField", "%1 s").arg(number);
    case Unit::Percent:
        return number + QLatin1Char('%');
    case Unit::Count:
        break;
    }
    return number;
}

bool ThresholdField::isDefault(const Thresholds& thresholds) const {
    return qFuzzyCompare(get(thresholds), get(Thresholds()));
}

QByteArray ThresholdField::jsonName() const {
    QByteArray name;
    for (const char* at = key; *at; ++at) {
        if (*at >= 'A' && *at <= 'Z')
            name += '_';
        name += static_cast<char>(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
    }
    return name;
}

double ThresholdField::jsonValue(const Thresholds& thresholds) const {
    return unit == Unit::Percent ? get(thresholds) / 100 : get(thresholds);
}

std::span<const ThresholdField> thresholdFields() {
    return kFields;
}

QStringList changedThresholds(const Thresholds& thresholds) {
    QStringList lines;
    for (const ThresholdField& field : kFields) {
        if (!field.isDefault(thresholds))
            //: of a threshold: its name, its value, and what it is by default
            lines << QCoreApplication::translate("ThresholdField", "%1: %2 instead of %3")
                         .arg(field.plainText(), field.valueText(field.get(thresholds)),
                              field.valueText(field.get(Thresholds())));
    }
    return lines;
}

} // namespace synoptic
