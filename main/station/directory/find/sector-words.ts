/** What people say for a sector, in the languages that are typed here: a service is found by them though nobody wrote them into it. */
import type { Sector } from '../../../../shared/domain/offers/offers.ts';

export const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  health: 'salud médico doctor hospital enfermo health doctor sick saúde médico santé médecin malade sante doktè malad صحة طبيب مستشفى مريض 健康 医生 医院',
  education: 'educación escuela colegio estudiar clases education school study classes educação escola estudar éducation école études edikasyon lekòl etid تعليم مدرسة دراسة 教育 学校',
  protection: 'protección ayuda legal abogado violencia protection legal lawyer violence proteção advogado violência avocat pwoteksyon avoka vyolans حماية محام عنف 保护 律师',
  integration: 'integración trabajo empleo oficio integration work job employment integração trabalho emprego intégration travail emploi entegrasyon travay اندماج عمل وظيفة 融入 工作',
  shelter: 'alojamiento albergue dormir casa arriendo shelter housing sleep rent abrigo moradia dormir hébergement logement dormir abri kay dòmi مأوى سكن نوم إيجار 住宿 住房',
  food: 'comida alimentos mercado hambre food meal hungry comida alimentos fome nourriture repas faim manje grangou طعام وجبة جوع 食物 吃饭',
  wash: 'agua baño ducha aseo water toilet shower hygiene água banheiro banho higiene eau toilettes douche hygiène dlo twalèt douch ماء حمام نظافة 水 卫生',
  transport: 'transporte bus pasaje viaje transport bus ticket travel transporte ônibus passagem transport billet voyage transpò bis vwayaj نقل حافلة سفر 交通 车票',
  cash: 'dinero efectivo bono subsidio cash money voucher dinheiro auxílio argent aide lajan nakit نقد مال مساعدة 现金 钱',
};
